using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>Puts ceilings together that were measured at several times.</summary>
internal static class Ceilings
{
    /// <summary>The greater of each figure: nothing makes a machine faster than it is.</summary>
    public static CeilingsRecord Max(CeilingsRecord? before, CeilingsRecord now) => before is null ? now : new CeilingsRecord
    {
        CopyBytesPerSecond = Greater(before.CopyBytesPerSecond, now.CopyBytesPerSecond),
        CopyMethod = now.CopyBytesPerSecond > before.CopyBytesPerSecond ? now.CopyMethod : before.CopyMethod,
        FmaFlopsPerSecond = Greater(before.FmaFlopsPerSecond, now.FmaFlopsPerSecond),
        OneThreadCopyBytesPerSecond = Greater(before.OneThreadCopyBytesPerSecond, now.OneThreadCopyBytesPerSecond),
        OneThreadFmaFlopsPerSecond = Greater(before.OneThreadFmaFlopsPerSecond, now.OneThreadFmaFlopsPerSecond),
    };

    private static double? Greater(double? a, double? b) => a is null ? b : b is null ? a : Math.Max(a.Value, b.Value);
}
