using System.Numerics;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// Predictions of a model from spans to spans, planned once: made by <see cref="Model.CreatePredictor"/>. The bits are those of
/// <see cref="Model.Predict"/>. On a CPU, a chain of dense layers, activations, flattening and dropout has its weights packed and a row passes through all
/// layers in the caches of one core, without allocation; any other model is called as <see cref="Model.Predict"/> calls it. Several threads may ask at once, as
/// long as none trains the model; weights that were trained, assigned or loaded since are used from the next call on.
/// </summary>
public sealed class Predictor
{
    private readonly int? _batchSize;
    private readonly long _inputs;
    private readonly long _outputs;
    private volatile Planned _planned;

    internal Predictor(Model model, int? batchSize)
    {
        if (batchSize is { } size) OutOfRange.ThrowIfLessThan(size, 1, nameof(batchSize));
        if (!model.IsBuilt || model.OutputShape is null)
            throw new InvalidOperationException("The model is not built, so there is nothing to plan. Call Build with the shape of one sample, or Fit.");
        (Model, _batchSize) = (model, batchSize);
        (_inputs, _outputs) = (InputShape.ElementCount, OutputShape.ElementCount);
        if (_inputs == 0) throw new InvalidOperationException($"The model takes samples of shape {InputShape}, which have no elements: rows of them cannot be counted.");
        _planned = Plan();
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>The shape of one input sample.</summary>
    public Shape InputShape => Model.InputShape!.Value;

    /// <summary>The shape of one output sample.</summary>
    public Shape OutputShape => Model.OutputShape!.Value;

    /// <summary>Whether the model is planned; if not, each call makes tensors and calls its layers.</summary>
    public bool IsPlanned => _planned.Chain is not null;

    /// <summary>Predicts rows: input samples one after another, each row-major.</summary>
    /// <typeparam name="T">float for a model of float32, double for one of float64.</typeparam>
    /// <param name="rows">Any number of samples.</param>
    /// <param name="result">Gets an output sample for each; overlaps no row.</param>
    /// <exception cref="ArgumentException">The elements are of another type than the model's, the rows are not whole, the result has another length than they give, or it overlaps them.</exception>
    /// <exception cref="ObjectDisposedException">A parameter was disposed.</exception>
    /// <exception cref="DeviceException">The device failed.</exception>
    public void Predict<T>(ReadOnlySpan<T> rows, Span<T> result) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = CountOf(rows, result);
        if (count == 0) return;
        // calls that a recording keeps for later may be about to change the weights
        if (Recording.Active is null)
        {
            if (_planned.Chain is PackedModel<T> chain && chain.TryRun(rows, result, count)) return;
            if (_planned.Device != DeviceOf(Model))
            {
                _planned = Plan();
                if (_planned.Chain is PackedModel<T> moved && moved.TryRun(rows, result, count)) return;
            }
        }

        PredictUnplanned(rows, result, count);
    }

    private static Device DeviceOf(Model model) => model.Variables is [var first, ..] ? first.Device : Device.Default;

    private Planned Plan()
    {
        var device = DeviceOf(Model);
        ElementType? elementType = Model.Variables is [var first, ..] ? first.ElementType : null;
        object? chain = elementType switch
        {
            ElementType.Float32 => PackedModel<float>.TryCreate(Model, _batchSize),
            ElementType.Float64 => PackedModel<double>.TryCreate(Model, _batchSize),
            _ => null,
        };
        return new(device, elementType, chain);
    }

    private int CountOf<T>(ReadOnlySpan<T> rows, Span<T> result) where T : unmanaged
    {
        if (_planned.ElementType is { } elementType && elementType != ElementTypes.Of<T>())
            throw new ArgumentException($"The rows are {ElementTypes.Of<T>().Name()}; the model computes in {elementType.Name()}.", nameof(rows));
        (long count, long rest) = Math.DivRem(rows.Length, _inputs);
        if (rest != 0)
            throw new ArgumentException($"The rows have {rows.Length} elements; expected a multiple of {_inputs}, the elements of a sample of shape {InputShape}.", nameof(rows));
        if (result.Length != count * _outputs)
            throw new ArgumentException($"The result has room for {result.Length} elements; expected {count * _outputs} for {count} rows, for an output sample has shape {OutputShape}.", nameof(result));
        if (rows.Overlaps(result)) throw new ArgumentException("The result overlaps the rows; it needs memory of its own.", nameof(result));
        return (int)count;
    }

    private void PredictUnplanned<T>(ReadOnlySpan<T> rows, Span<T> result, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var features = Tensor.From(rows, [count, .. InputShape], DeviceOf(Model));
        var predicted = _batchSize is { } batchSize ? Model.Predict(features, batchSize) : Model.Predict(features);
        if (predicted.ElementCount != result.Length)
            throw new InvalidOperationException($"The model gave a tensor of shape {predicted.Shape} for {count} samples; expected output samples of shape {OutputShape}, as it was built.");
        predicted.CopyTo(result);
    }

    /// <param name="Device">Where the model is.</param>
    /// <param name="ElementType">Of its parameters; null where it has none.</param>
    /// <param name="Chain">A <see cref="PackedModel{T}"/>; null where the model is not planned.</param>
    private sealed record Planned(Device Device, ElementType? ElementType, object? Chain);

    /// <summary>The shapes of a row and of its prediction, and whether predictions are planned.</summary>
    public override string ToString() => new RecordText(nameof(Predictor)).Add(nameof(InputShape), InputShape).Add(nameof(OutputShape), OutputShape).Add(nameof(IsPlanned), IsPlanned).ToString();
}
