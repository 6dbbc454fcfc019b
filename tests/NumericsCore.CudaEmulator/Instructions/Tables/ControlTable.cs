namespace NumericsCore.CudaEmulator;

/// <summary>Barriers, fences and the end of threads; bra, call and ret are the assembler's, which knows labels and functions.</summary>
internal static class ControlTable
{
    public static IEnumerable<Opcode> Rows() =>
    [
        Barrier("bar.sync"), Barrier("barrier.sync"), Barrier("barrier.sync.aligned"), Barrier("bar.cta.sync"),
        new("exit", static operands => operands.Regular(new Exit())),
        new("trap", static operands => operands.Regular(new Trap())),
        .. new[] { "membar.cta", "membar.gl", "membar.sys", "fence.acq_rel.cta", "fence.acq_rel.gpu", "fence.acq_rel.sys", "fence.sc.cta", "fence.sc.gpu", "fence.sc.sys" }
            .Select(name => new Opcode(name, static operands => operands.Regular(new Nothing()))),
    ];

    private static Opcode Barrier(string name) => new(name, static operands =>
        operands.WithNumber(number => number == 0 ? new Barrier() : throw operands.Refuse("Only barrier 0, for the whole block, is known")));
}
