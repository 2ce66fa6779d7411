"""The report: tables -> one HTML page that needs no network."""
