"""The legal checks: what a budget file says, against skollagen, skolförordningen and SKR's guidance."""
