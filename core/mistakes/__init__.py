"""Mistakes that people make in layers they write: one catalogue, a telling of each layer in which every
mistake can be switched on, and a matcher that finds which of them a wrong result equals.
"""

from core.mistakes.adapter import Adapter as Adapter
from core.mistakes.adapter import functions as functions
from core.mistakes.adapter import layer as layer
from core.mistakes.broken import mistaken as mistaken
from core.mistakes.broken import mistakes_in as mistakes_in
from core.mistakes.catalogue import CATALOGUE as CATALOGUE
from core.mistakes.catalogue import Mistake as Mistake
from core.mistakes.catalogue import mistake as mistake
from core.mistakes.catalogue import mistakes_of as mistakes_of
from core.mistakes.diagnosis import diagnose as diagnose
from core.mistakes.kinds import KINDS as KINDS
from core.mistakes.kinds import kind_of as kind_of
from core.mistakes.report import DiagnosisReport as DiagnosisReport
from core.mistakes.report import DiagnosisResult as DiagnosisResult
