namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>A model of NumericsCore in training, step by step.</summary>
internal interface ITraining : IDisposable
{
    /// <summary>Makes the next step and gives the loss before it.</summary>
    double Step();

    /// <summary>Weight and bias of each layer in turn; weights are [inputs, units].</summary>
    IReadOnlyList<float[]> Weights();
}
