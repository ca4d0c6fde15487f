"""Which wards to put forward: N wards of most need under stated rules, exactly, and what each rule costs."""
