"""Everything as files and back: a CSV or Parquet file a table with a datapackage.json that describes them."""

from etl.exchange.export import export_database
from etl.exchange.load import PackageError, load_package

__all__ = ["PackageError", "export_database", "load_package"]
