"""The words a member may be, said once for what is asked and what is answered.

Each has a name, under which the document holds it once.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

COMPONENT = "x-component"


@dataclass(frozen=True, slots=True)
class Named:
    """Marks a kind of value that the document describes in one place, under this name."""

    name: str

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Write the name down for whoever makes the document."""
        return {**handler(schema), COMPONENT: self.name}


AccountClass = Annotated[
    Literal["asset", "liability", "equity", "income", "expense"], Named("AccountClass")
]
AccountOrder = Annotated[Literal["account_id", "-account_id"], Named("AccountOrder")]
AccountStatus = Annotated[Literal["ACTIVE", "SUSPENDED", "CLOSED"], Named("AccountStatus")]
Axis = Annotated[Literal["booked", "effective"], Named("Axis")]
CaseDecision = Annotated[Literal["CLEARED", "CONFIRMED"], Named("CaseDecision")]
CaseStatus = Annotated[Literal["OPEN", "CLEARED", "CONFIRMED"], Named("CaseStatus")]
Comparison = Annotated[Literal["<", "<=", "=", ">=", ">"], Named("Comparison")]
DelegationKind = Annotated[Literal["owner", "spender", "viewer"], Named("DelegationKind")]
ExportStatus = Annotated[
    Literal["PENDING", "READY", "FAILED", "EXPIRED", "REMOVED"], Named("ExportStatus")
]
EntryType = Annotated[Literal["DEBIT", "CREDIT"], Named("EntryType")]
FraudAction = Annotated[
    Literal["note", "review", "freeze", "suspend", "refuse"], Named("FraudAction")
]
HoldEventType = Annotated[
    Literal["PLACE", "INCREMENT", "EXTEND", "CAPTURE", "RELEASE", "EXPIRE"], Named("HoldEventType")
]
HoldStatus = Annotated[Literal["OPEN", "CAPTURED", "RELEASED", "EXPIRED"], Named("HoldStatus")]
LegKind = Annotated[
    Literal["fixed", "fraction", "percent", "weight", "rest", "up_to"], Named("LegKind")
]
LimitDirection = Annotated[Literal["out", "in"], Named("LimitDirection")]
LimitMeasure = Annotated[Literal["amount", "count"], Named("LimitMeasure")]
LimitPeriod = Annotated[
    Literal["transaction", "day", "week", "month", "window"], Named("LimitPeriod")
]
MonitorComparison = Annotated[Literal["below", "above"], Named("MonitorComparison")]
MonitorMeasure = Annotated[Literal["balance", "available", "held"], Named("MonitorMeasure")]
NotificationTypes = Annotated[
    list[
        Literal[
            "export_ready",
            "large_debit",
            "limit_reached",
            "low_balance",
            "money_in",
            "new_login",
            "suspended",
        ]
    ],
    Named("NotificationTypes"),
]
PathOrder = Annotated[Literal["path", "-path"], Named("PathOrder")]
PeriodAction = Annotated[Literal["CLOSE", "REOPEN"], Named("PeriodAction")]
SpendPeriod = Annotated[
    Literal["transaction", "day", "week", "month", "total"], Named("SpendPeriod")
]
TimeOrder = Annotated[Literal["created_at", "-created_at"], Named("TimeOrder")]
TransactionStatus = Annotated[
    Literal["PENDING", "COMPLETED", "FAILED", "REVERSED"], Named("TransactionStatus")
]
WebhookState = Annotated[Literal["PENDING", "DELIVERED", "DEAD"], Named("WebhookState")]
WebhookStatus = Annotated[Literal["ENABLED", "DISABLED"], Named("WebhookStatus")]
UserStatus = Annotated[Literal["ACTIVE", "SUSPENDED"], Named("UserStatus")]
