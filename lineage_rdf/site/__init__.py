"""What all our web pages share: escaped pieces of HTML, the frame of a page, the style sheet, the script of every page."""
