"""The story: everything that happens to a customer and to the firm, told once; both engines tell this text.

Read :mod:`.lives` first (join, buy, fail, keep silent or complain), then :mod:`.complaints` and :mod:`.parting`;
:mod:`.nights` tells what a day changes, :mod:`.counter` what happens at the desk, :mod:`.opening` how all begins.
``w`` is the world, ``p`` the parameters of today, ``c`` the person, ``now`` the time in days. What is decided is in
:mod:`sim.model.rules`; what an engine lends (:mod:`.hands`) is how a row is kept, a post sent, a time waited for.
"""
