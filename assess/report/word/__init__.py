"""Every word a person reads in a report: values enter, whole sentences or labels leave, in the language spoken."""
