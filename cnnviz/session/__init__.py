"""What the window knows and can ask for: the Session, and its parts by subject.

Whoever listens to it or calls it needs the Session alone.
"""

from cnnviz.session.session import Session

__all__ = ["Session"]
