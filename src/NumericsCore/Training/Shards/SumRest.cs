namespace NumericsCore;

/// <summary>
/// What a sum over shards has beside the gradients: the loss, what it is divided by, in how many shards there was a divisor and a gradient of
/// each parameter, and how much the buffers of layers changed. Each shard starts from the buffers that the step found, and their changes are
/// averaged by the shards' shares of the batch.
/// </summary>
internal sealed class SumRest
{
    private const int Scalars = 2;

    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly Tensor _counts;
    private readonly Tensor[] _absent;
    private readonly Variable[] _buffers;
    private readonly Tensor[] _found;
    private readonly Tensor[] _changes;

    /// <exception cref="NotSupportedException">A buffer has another element type than the parameters.</exception>
    public SumRest(Model model, ParameterBuffer parameters)
    {
        _buffers = [.. model.Buffers];
        foreach (var buffer in _buffers)
        {
            if (buffer.ElementType != parameters.ElementType)
                throw new NotSupportedException($"The buffer '{buffer.Path}' is {buffer.ElementType.Name()}, the parameters {parameters.ElementType.Name()}. A batch in virtual shards takes buffers of the parameters' type alone.");
        }

        _parameters = parameters.Parameters;
        int counts = 1 + _parameters.Count, length = Scalars + counts;
        foreach (var buffer in _buffers) length = checked(length + (int)buffer.ElementCount);
        Whole = Tensor.Empty(parameters.Device, parameters.ElementType, [length]);
        Whole.FillWith(0);
        Loss = Scalar(0);
        Divisor = Scalar(1);
        _counts = Tensor.ViewOf(Whole.Memory, Scalars, Whole.Device, Whole.ElementType, [counts]);
        _absent = [.. Enumerable.Range(0, counts).Select(i => Scalar(Scalars + i))];
        _found = [.. _buffers.Select(static buffer => buffer.EmptyLike(buffer.Shape))];
        _changes = new Tensor[_buffers.Length];
        nint offset = Scalars + counts;
        for (int i = 0; i < _buffers.Length; i++)
        {
            _changes[i] = Tensor.ViewOf(Whole.Memory, offset, Whole.Device, Whole.ElementType, _buffers[i].Shape);
            offset += (nint)_buffers[i].ElementCount;
        }
    }

    public Tensor Whole { get; }

    public Tensor Loss { get; }

    public Tensor Divisor { get; }

    /// <summary>Before the first shard of a step.</summary>
    public void KeepBuffers()
    {
        for (int i = 0; i < _buffers.Length; i++) FlatCopy.Run(_buffers[i], 0, _found[i], 0, _buffers[i].ElementCount);
    }

    /// <summary>Before each shard.</summary>
    public void RestoreBuffers()
    {
        for (int i = 0; i < _buffers.Length; i++) _buffers[i].CopyFrom(_found[i]);
    }

    /// <summary>Writes a shard's part.</summary>
    /// <param name="loss">Its loss.</param>
    /// <param name="divisor">Its part of what the loss is divided by; null if there is none.</param>
    /// <param name="share">Its share of the batch's rows.</param>
    public void Write(Tensor loss, Tensor? divisor, double share)
    {
        Loss.CopyFrom(loss.Detach());
        if (divisor is not null) Divisor.CopyFrom(divisor.Detach());
        _counts.FillWith(1);
        if (divisor is null) _absent[0].FillWith(0);
        for (int i = 0; i < _parameters.Count; i++)
            if (!_parameters[i].HasGradient) _absent[1 + i].FillWith(0);
        for (int i = 0; i < _buffers.Length; i++) _changes[i].CopyFrom((_buffers[i].Detach() - _found[i]) * share);
    }

    /// <summary>When this is the sum of all shards: marks the parameters to which a gradient came in any.</summary>
    /// <returns>Whether the loss is to be divided.</returns>
    public bool MarkGradients()
    {
        double[] counts = _counts.ToDoubleArray();
        for (int i = 0; i < _parameters.Count; i++) _parameters[i].MarkReplayed(counts[1 + i] > 0);
        return counts[0] > 0;
    }

    /// <summary>When this is the sum of all shards: gives the buffers their mean.</summary>
    public void ChangeBuffers()
    {
        for (int i = 0; i < _buffers.Length; i++) _buffers[i].Assign(_found[i] + _changes[i]);
    }

    private Tensor Scalar(nint place) => Tensor.ViewOf(Whole.Memory, place, Whole.Device, Whole.ElementType, Shape.Scalar);
}
