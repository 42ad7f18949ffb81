"""From opened papers to a count: no Django here, so that whatever the site counts can be counted again without it."""
