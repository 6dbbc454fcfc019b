using NumericsCore.Cli.Pipeline;

namespace NumericsCore.Cli.Reports;

/// <summary>Shows a training to the user.</summary>
internal interface IReport
{
    /// <summary>Before the training.</summary>
    void Prepared(Experiment experiment);

    /// <summary>During the training, which this method calls.</summary>
    History Follow(Func<IReadOnlyList<Callback>, History> fit);

    /// <summary>After training and test.</summary>
    void Finished(Outcome outcome);
}
