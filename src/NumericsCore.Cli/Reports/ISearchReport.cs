using NumericsCore.Cli.Pipeline;
using NumericsCore.Data;

namespace NumericsCore.Cli.Reports;

/// <summary>Shows a search to the user.</summary>
internal interface ISearchReport
{
    /// <summary>Before it.</summary>
    void Prepared(Experiment first, SearchPlan plan, IReadOnlyList<(int Candidates, int Epochs)> rounds);

    /// <summary>Before a round, by its number from 0.</summary>
    void Beginning(int round);

    /// <summary>After a training of a round, in their order.</summary>
    void Finished(RankedTrial<SearchOutcome> trial);

    /// <summary>After all, the best first.</summary>
    void Finished(IReadOnlyList<RankedTrial<SearchOutcome>> ranked, double seconds);
}
