"""Care groups: the groups of people for whom services are planned (guidance 2015 paras 2.3, 6.6)."""

from typing import Annotated

from pydantic import Field, InstanceOf

from scp.model.locality import Contributor, Status
from scp.model.record import Many, Place, Record, Refers, Slug, Text, Whole, YesNo
from scp.model.text import Section


class CareGroup(Record):
    """A group of people with needs in common, and the section of the plan about them."""

    id: Slug = Field(description="The name of its file.", json_schema_extra={"from_file": True})
    name: Text = Field(description="The group as the plan calls it.")
    short: Text | None = Field(default=None, description="A shorter name for tables.")
    order: Whole | None = Field(
        default=None,
        description="Its place among the care groups: 1 is first; those without one follow by name of file.",
    )
    key: YesNo = Field(
        default=False, description="Whether its spending is reported each year (SSI 2014/326 reg 4(2)(f))."
    )
    delegated_extra: Text | None = Field(
        default=None,
        description="`children` or `justice` where the group is planned for because those functions are delegated.",
    )
    planned_in: Place | None = Field(
        default=None, description="The paper that plans for this group, where it is not this one."
    )
    planned_in_reason: Text | None = Field(default=None, description="Why this group is planned for elsewhere.")
    functions: Many[Annotated[Slug, Refers("function")]] = Field(
        default=(), description="Delegated functions that serve the group."
    )
    contributors: Many[Contributor] = Field(
        default=(), description="Professionals who took part in planning for the group."
    )
    status: Status = Field(default=Status.TO_WRITE, description="to-write, draft or done.")
    section: InstanceOf[Section] = Field(exclude=True, json_schema_extra={"from_file": True})

    @property
    def path(self) -> str:
        return f"care-groups/{self.id}.md"
