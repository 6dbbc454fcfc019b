namespace NumericsCore;

/// <summary>One optimizer step on batches of one size.</summary>
internal interface ITrainingStep : IDisposable
{
    int BatchSize { get; }

    /// <summary>Whether the next step replays a recorded one.</summary>
    bool IsReplaying { get; }

    /// <summary>The loss and the metrics of the last batch; 0 for epoch metrics.</summary>
    double[] Values { get; }

    /// <summary>Why the loss cannot take the last batch's predictions; null if it can.</summary>
    string? PredictionFault { get; }

    /// <summary>What the last batch's loss counts in a mean over batches: the samples, or the sum of the weights that it was divided by.</summary>
    double LossWeight { get; }

    /// <summary>Makes the step of the batch whose rows the data's order names from <paramref name="start"/> on.</summary>
    void Run(int start);

    /// <summary>Gives the epoch metrics the last batch.</summary>
    void AddTo(EpochFigures figures);
}
