"""Terms in the forms that other people read: DefinedTerm JSON-LD, JATS, HTML, CSV and SSSOM."""
