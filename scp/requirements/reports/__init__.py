"""The report in the forms that programs read, each written from the same records."""
