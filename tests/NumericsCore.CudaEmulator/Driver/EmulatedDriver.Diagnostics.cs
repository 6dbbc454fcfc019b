namespace NumericsCore.CudaEmulator;

/// <content>Failures on request, and what is told about a run.</content>
internal sealed unsafe partial class EmulatedDriver
{
    private const int RefusalsLogged = 5;

    public DriverCounts Counts { get; } = new();

    public LeakCounts Leaks { get; } = new();

    /// <summary>Counts a call that begins.</summary>
    /// <exception cref="CallRefusedException">The settings let it fail.</exception>
    public void Begin(string call)
    {
        long count = Counts.Call(call);
        if (Settings.TracesCalls) Log.Write($"call {call}");
        foreach (var rule in Settings.Failures)
        {
            if (rule.Applies(call, count)) throw new CallRefusedException(rule.Code, $"call {count} of {call} was to fail");
        }
    }

    public void Refuse(string call, CallRefusedException refusal)
    {
        if (Counts.Refuse(call, refusal.Code) <= RefusalsLogged) Log.Write($"refused {call}, {CudaErrors.Name(refusal.Code)}: {refusal.Message}");
    }

    /// <summary>Writes down what was done and what is left.</summary>
    public void Summarise()
    {
        if (!Log.IsOpen) return;
        string left = FormattableString.Invariant($"left: {Memory.Count + HostMemory.Count} allocations, {_streams.Count} streams, {_events.Count} events, {_modules.Count} modules, {_graphs.Count + _executables.Count} graphs, {_contexts.Count} contexts");
        Log.Write(Counts.Summary(_grids.ThreadInstructions, _grids.Watched, Reports.Counts, $"{left}; with destroyed contexts went {Leaks}"));
    }
}
