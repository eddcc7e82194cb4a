"""The report: one self-contained page a topic, and its chart for a paper."""

from etl.report.page import render_page
from etl.report.paper import draw_chart
from etl.report.topic import TopicReport, read_reports

__all__ = ["TopicReport", "draw_chart", "read_reports", "render_page"]
