using NumericsCore.Cli.Pipeline;

namespace NumericsCore.Cli.Reports;

/// <summary>Shows several trainings to the user.</summary>
internal interface IRunsReport
{
    /// <summary>Before them.</summary>
    void Prepared(Experiment first, IReadOnlyList<PlannedRun> plan);

    /// <summary>After one of them, in their order.</summary>
    void Finished(RunOutcome outcome);

    /// <summary>After all.</summary>
    void Finished(Experiment first, IReadOnlyList<RunOutcome> outcomes, double seconds);
}
