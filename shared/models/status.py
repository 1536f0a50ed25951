"""How far an application has come."""

from typing import Literal

Status = Literal["new", "interested", "applied", "interviewed", "offered", "rejected", "archived"]
