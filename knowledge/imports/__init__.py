"""Everything but procedures that comes in as files: plans, FAQs, contacts, the office's texts."""

from knowledge.imports.plans import import_plans, save_plan
from knowledge.imports.records import import_contacts, import_faqs
from knowledge.imports.texts import import_texts

__all__ = ["import_contacts", "import_faqs", "import_plans", "import_texts", "save_plan"]
