namespace NumericsCore.CudaEmulator;

/// <summary>What contexts had when they were destroyed, and what the program had not given back before.</summary>
internal sealed class LeakCounts
{
    public int Allocations { get; set; }

    public int Streams { get; set; }

    public int Events { get; set; }

    public int Modules { get; set; }

    public int Graphs { get; set; }

    public override string ToString() =>
        FormattableString.Invariant($"{Allocations} allocations, {Streams} streams, {Events} events, {Modules} modules, {Graphs} graphs");
}
