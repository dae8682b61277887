// What the picture of a lineage needs, as two names of the page: `cytoscape`, with its layout `dagre`, and no more.
import cytoscape from "cytoscape";
import dagre from "cytoscape-dagre";

cytoscape.use(dagre);
self.cytoscape = cytoscape;
