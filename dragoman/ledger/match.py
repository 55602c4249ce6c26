"""An expression of `filters` in the language of the index: FTS5's MATCH, or PostgreSQL's tsquery. Pure."""
from __future__ import annotations

from typing import Any

from dragoman.ledger.filters import AnyOf, Expression, Phrase


def fts5(expression: Expression) -> str:
    """Terms and words are letters and digits, so that nothing that is typed is taken for an operator."""
    if isinstance(expression, str):
        return f'terms:"{expression}"'
    if isinstance(expression, Phrase):
        return f'words:"{" ".join(expression.words)}"{"*" if expression.prefix else ""}'
    if isinstance(expression, AnyOf):
        return f"({' OR '.join(map(fts5, expression.parts))})"
    wanted = f"({' AND '.join(map(fts5, expression.parts))})"
    return f"({' NOT '.join([wanted, *map(fts5, expression.without)])})" if expression.without else wanted


def tsquery(expression: Expression, values: dict[str, Any]) -> str:
    """An SQL expression of type tsquery; what it is asked for goes into `values`, as bound parameters."""
    if isinstance(expression, str):
        return f"CAST({_bound(quoted(expression), values)} AS tsquery)"
    if isinstance(expression, Phrase):
        if expression.prefix:
            return f"to_tsquery('english', {_bound(' <-> '.join(expression.words) + ':*', values)})"
        return f"phraseto_tsquery('english', {_bound(' '.join(expression.words), values)})"
    if isinstance(expression, AnyOf):
        return f"({' || '.join(tsquery(part, values) for part in expression.parts)})"
    parts = [tsquery(part, values) for part in expression.parts]
    return f"({' && '.join(parts + [f'!! {tsquery(part, values)}' for part in expression.without])})"


def quoted(term: str) -> str:
    """A term as tsvector and tsquery write it, with a `#` before it, which no word has."""
    return f"'#{term}'"


def _bound(value: str, values: dict[str, Any]) -> str:
    name = f"m{len(values)}"
    values[name] = value
    return f"CAST(:{name} AS text)"
