"""The tables, as SQLAlchemy models. Importing the package registers all of them on ``Model.metadata``."""

from models.article import (
    Article,
    ArticleLink,
    ArticleShingle,
    ArticleSource,
    ArticleVersion,
    Extraction,
    ExtractionLease,
    Passage,
)
from models.base import Model
from models.batch import Batch, BatchRejection, Correction, Reject, SetAside
from models.claim import Claim, ClaimFormerMember, ClaimFormerRelated, ClaimMember, ClaimReference, ClaimRelated
from models.count import CountedMention, RecountDue, StaleMark
from models.entity import Entity, EntityAlias, EntityCandidate, EntityMerge, EntityRelation, Mention, Outlet
from models.estimate import Estimate, EstimateAttribution, EstimateDispute, Measure, Status
from models.forgotten import ForgottenArticle, ForgottenHash
from models.quote import Quote, QuoteSpeaker
from models.topic import Topic, TopicMeasure, TopicPlace, TopicPopulation, TopicSide, TopicSideMember, TopicWord
from models.view import SavedView

__all__ = [
    "Article",
    "ArticleLink",
    "ArticleShingle",
    "ArticleSource",
    "ArticleVersion",
    "Batch",
    "BatchRejection",
    "Claim",
    "ClaimFormerMember",
    "ClaimFormerRelated",
    "ClaimMember",
    "ClaimReference",
    "ClaimRelated",
    "Correction",
    "CountedMention",
    "Entity",
    "EntityAlias",
    "EntityCandidate",
    "EntityMerge",
    "EntityRelation",
    "Estimate",
    "EstimateAttribution",
    "EstimateDispute",
    "Extraction",
    "ExtractionLease",
    "ForgottenArticle",
    "ForgottenHash",
    "Measure",
    "Mention",
    "Model",
    "Outlet",
    "Passage",
    "Quote",
    "QuoteSpeaker",
    "RecountDue",
    "Reject",
    "SavedView",
    "SetAside",
    "StaleMark",
    "Status",
    "Topic",
    "TopicMeasure",
    "TopicPlace",
    "TopicPopulation",
    "TopicSide",
    "TopicSideMember",
    "TopicWord",
]
