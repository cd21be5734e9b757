"""The compilers that Django loads by name from `DatabaseOperations.compiler_module`."""

from django.db.backends.postgresql import compiler

from ...guard import GuardedCompiler, GuardedDeleteCompiler, GuardedInsertCompiler, GuardedUpdateCompiler


class SQLCompiler(GuardedCompiler, compiler.SQLCompiler): ...


class SQLInsertCompiler(GuardedInsertCompiler, compiler.SQLInsertCompiler): ...


class SQLUpdateCompiler(GuardedUpdateCompiler, compiler.SQLUpdateCompiler): ...


class SQLDeleteCompiler(GuardedDeleteCompiler, compiler.SQLDeleteCompiler): ...


class SQLAggregateCompiler(GuardedCompiler, compiler.SQLAggregateCompiler): ...
