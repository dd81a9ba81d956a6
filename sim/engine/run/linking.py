"""How machine code is linked: once for an entry function and all that it calls.

numba links everything that a function calls into it, optimises the whole and makes machine code of it, for every
function anew: of a chain of calls the last one is optimised once for each link. Here the inner functions are kept as
they were lowered until an entry function takes them all. This leans on numba's internals as they are in ``TRIED``;
with another version everything is linked numba's way, which takes longer and computes the same.
"""

from typing import Any

import numba
from llvmlite.binding import Linkage
from numba.core import typed_passes, untyped_passes
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler
from numba.core.compiler_machinery import PassManager

TRIED = "0.68."


class InnerLibrary(JITCodeLibrary):
    """The code of a function that only compiled code calls, as it was lowered."""

    def finalize(self) -> None:
        """Leave optimising and machine code to the entry function."""
        self._finalized = True

    def _optimize_functions(self, ll_module: Any) -> None:
        ll_module.data_layout = self._codegen._data_layout  # noqa: SLF001

    def alone(self) -> Any:
        """Return the module of this function without those that it calls."""
        return super()._get_module_for_linking()

    def _get_module_for_linking(self) -> Any:
        """Return the module with all that it calls: for a library that is linked numba's way, as tests make them."""
        whole = self.alone().clone()
        found: dict[Any, None] = {}
        reach(self, found)
        for inner in found:
            part = inner.alone() if isinstance(inner, InnerLibrary) else inner._get_module_for_linking()  # noqa: SLF001
            whole.link_in(part, preserve=True)
        return whole

    def get_pointer_to_function(self, name: str) -> int:  # noqa: ARG002
        """Return 0: there is no machine code of its own."""
        return 0

    @property
    def codegen(self) -> Any:
        """Return what stands in for the code generator when the environment is to be set: there is none."""
        return self

    def set_env(self, name: str, env: object) -> None:
        """Set nothing: the environment serves messages of exceptions, which inner functions do not raise."""


class EntryLibrary(JITCodeLibrary):
    """The code of an entry function, with all that it calls."""

    def finalize(self) -> None:
        """Link all inner libraries, then optimise and make machine code once."""
        found: dict[Any, None] = {}
        reach(self, found)
        self._linking_libraries = [library for library in found if not isinstance(library, InnerLibrary)]
        for inner in found:
            if isinstance(inner, InnerLibrary):
                self._final_module.link_in(inner.alone(), preserve=True)
        super().finalize()

    def _optimize_final_module(self) -> None:
        """Optimise, once; nobody else calls the inner functions, so their arguments may go and their bodies move."""
        for function in self._final_module.functions:
            if not function.is_declaration and function.linkage == Linkage.linkonce_odr:
                function.linkage = Linkage.internal
        passes, builder = self._codegen._module_pass_manager()  # noqa: SLF001
        with self._recorded_timings.record("Module passes", builder):
            passes.run(self._final_module, builder)


def reach(library: Any, found: dict[Any, None]) -> None:
    """Collect the libraries that a library needs, each once."""
    for inner in library._linking_libraries:  # noqa: SLF001
        if inner not in found:
            found[inner] = None
            if isinstance(inner, InnerLibrary):
                reach(inner, found)


class Types(tuple[Any, ...]):
    """Types of arguments: a record's own text has a thousand fields."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{len(self)} types"


class ShortCompiler(Compiler):
    """numba's compiler with the passes that the dialect needs: ten of 27.

    The others look in every function for what no rule has (closures, ``with``, literals to unroll, raised texts) or
    do what LLVM does afterwards.
    """

    def __init__(self, *given: Any) -> None:
        """Compile with types of arguments that are written in a few letters: numba writes them at every pass."""
        super().__init__(*given)
        self.state.args = Types(self.state.args)

    def define_pipelines(self) -> list[PassManager]:
        """Return the passes."""
        needed = (
            untyped_passes.TranslateByteCode,
            untyped_passes.FixupArgs,
            untyped_passes.IRProcessing,
            untyped_passes.GenericRewrites,
            untyped_passes.ReconstructSSA,
            typed_passes.NopythonTypeInference,
            typed_passes.PreLowerStripPhis,
            typed_passes.IRLegalization,
            typed_passes.NativeLowering,
            typed_passes.NoPythonBackend,
        )
        passes = PassManager("rules")
        for one in needed:
            passes.add_pass(one, one.__name__)
        passes.finalize()
        return [passes]


class InnerCompiler(ShortCompiler):
    """The compiler with an :class:`InnerLibrary`."""

    def compile_extra(self, func: Any) -> Any:
        """Compile a function."""
        self.state.library = InnerLibrary(self.state.targetctx.codegen(), func.__qualname__)
        return super().compile_extra(func)


class EntryCompiler(ShortCompiler):
    """The compiler with an :class:`EntryLibrary`."""

    def compile_extra(self, func: Any) -> Any:
        """Compile a function."""
        self.state.library = EntryLibrary(self.state.targetctx.codegen(), func.__qualname__)
        self.state.library.enable_object_caching()
        return super().compile_extra(func)


def is_tried(version: str = numba.__version__) -> bool:
    """Return whether a numba has the internals that this was tried with."""
    return version.startswith(TRIED)


def compilers(version: str = numba.__version__) -> tuple[type[Compiler], type[Compiler]]:
    """Return the compilers of inner and of entry functions."""
    return (InnerCompiler, EntryCompiler) if is_tried(version) else (Compiler, Compiler)
