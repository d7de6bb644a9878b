"""A study shown: charts, tables, the HTML page, the terminal, the notebook."""
