using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

public abstract partial class Model
{
    // of the last device and element type that predictions were asked for on
    private volatile PlannedChain? _plannedChain;

    /// <summary>
    /// Plans predictions of many small requests, from spans to spans: <see cref="Predictor.Predict"/> gives the bits of <see cref="Predict"/>, without
    /// allocation where the model can be planned.
    /// </summary>
    /// <param name="batchSize">Rows that a thread computes at a time, at least 1; null for as many as its caches hold. Fewer need less memory; the result does not depend on it.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch size is less than 1.</exception>
    public Predictor CreatePredictor(int? batchSize = null) => new(this, batchSize);

    /// <summary>The predictions by packed weights, where the model can be planned for these features and packing pays; else null.</summary>
    private Tensor? PredictPlanned(Tensor features)
    {
        // calls that a recording keeps for later may be about to change the weights
        if (Recording.Active is not null || OutputShape is not { } output || features.Device.Backend is not CpuBackend) return null;
        if (!InputShape!.Value.AsSpan().SequenceEqual(features.Shape.AsSpan()[1..])) return null;
        return features.ElementType == ElementType.Float32 ? PredictPlanned<float>(features, output) : PredictPlanned<double>(features, output);
    }

    private unsafe Tensor? PredictPlanned<T>(Tensor features, Shape output) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var known = _plannedChain;
        if (known is null || known.Device != features.Device || known.ElementType != features.ElementType)
            _plannedChain = known = new(features.Device, features.ElementType, PackedModel<T>.TryCreate(this, batchSize: null));
        int rows = features.Shape[0];
        if (known.Chain is not PackedModel<T> chain || chain.Device != features.Device || !chain.PaysFor(rows)) return null;
        var result = Tensor.Empty(features.Device, features.ElementType, [rows, .. output]);
        T* x = features.Computed().Elements<T>().Pointer(), y = result.Elements<T>().Pointer();
        bool isDone = chain.TryRun(x, y, rows);
        result.Memory.IsWritten = isDone;
        GC.KeepAlive(features);
        return isDone ? result : null;
    }

    /// <param name="Device">Where the features were.</param>
    /// <param name="ElementType">Of the features.</param>
    /// <param name="Chain">A <see cref="PackedModel{T}"/>; null where the model is none.</param>
    private sealed record PlannedChain(Device Device, ElementType ElementType, object? Chain);
}
