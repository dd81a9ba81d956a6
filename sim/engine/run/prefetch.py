"""Ask the processor for a person's first lines of memory before she is visited: a hint, which changes nothing.

It leans on numba's internals as :mod:`sim.engine.run.linking` does; with a version that was not tried nothing is asked.
"""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic

from sim.engine.run import linking
from sim.engine.run.twin import jit

LINE, LINES = 64, 4  # bytes of a line; lines that hold what a purchase touches (sim.record.HOT)
WRITE, KEEP, DATA = 1, 3, 1  # what llvm.prefetch is told: it will be written, it is needed again, it is data


@intrinsic
def asked(_typing: Any, array: Any, index: Any) -> Any:
    """Ask for the beginning of an element of an array of records."""

    def generated(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        element, number = context.make_array(signature.args[0])(context, builder, value=arguments[0]), arguments[1]
        wide, narrow, byte = ir.IntType(64), ir.IntType(32), ir.IntType(8).as_pointer()
        if number.type.width < wide.width:
            number = builder.sext(number, wide)
        size = ir.Constant(wide, signature.args[0].dtype.size)
        start = builder.add(builder.ptrtoint(element.data, wide), builder.mul(number, size))
        kind = ir.FunctionType(ir.VoidType(), [byte, narrow, narrow, narrow])
        hint = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        for line in range(LINES):
            place = builder.inttoptr(builder.add(start, ir.Constant(wide, LINE * line)), byte)
            builder.call(hint, [place, *(ir.Constant(narrow, number) for number in (WRITE, KEEP, DATA))])
        return context.get_dummy_value()

    return types.void(array, index), generated


@jit
def nothing(_array: Any, _index: Any) -> None:
    """Ask for nothing."""


prefetch: Any = asked if linking.is_tried() else nothing
