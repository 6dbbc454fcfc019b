namespace NumericsCore;

public abstract partial class Model
{
    /// <summary>
    /// Plans predictions of many small requests, from spans to spans: <see cref="Predictor.Predict"/> gives the bits of <see cref="Predict"/>, without
    /// allocation where the model can be planned.
    /// </summary>
    /// <param name="batchSize">Rows that a thread computes at a time, at least 1; null for as many as its caches hold. Fewer need less memory; the result does not depend on it.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is less than 1.</exception>
    public Predictor CreatePredictor(int? batchSize = null) => new(this, batchSize);
}
