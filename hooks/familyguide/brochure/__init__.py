"""The guide on paper: from the guide and the record of an edition to PDF files, by plain data and Typst templates."""
