namespace NumericsCore.Cli.Help;

/// <summary>What options are about, in the order in which a help page shows them.</summary>
internal enum HelpGroup
{
    /// <summary>What is tried, and what is best.</summary>
    Search,

    /// <summary>The table, its columns, and what becomes of them.</summary>
    Data,

    /// <summary>The network.</summary>
    Model,

    /// <summary>The update rule and its learning rate.</summary>
    Optimizer,

    /// <summary>A loss and the numbers it is worked out on.</summary>
    Loss,

    /// <summary>A confusion matrix and the numbers it is worked out on.</summary>
    Metrics,

    /// <summary>On which rows and how the outcome is tested.</summary>
    Evaluation,

    /// <summary>How long, from where, on what device.</summary>
    Run,

    /// <summary>What is printed and written.</summary>
    Output,
}
