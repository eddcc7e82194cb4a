"""Names and who they stand for inside one article."""

from etl.extract.entities.affiliations import Affiliation
from etl.extract.entities.builder import extract_entities
from etl.extract.entities.table import EntityTable

__all__ = ["Affiliation", "EntityTable", "extract_entities"]
