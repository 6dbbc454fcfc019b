namespace NumericsCore;

/// <summary>Tensors of a checkpoint that are no parameters.</summary>
internal static class CheckpointTensors
{
    public const string History = ModelDocument.TensorPrefix + "history";

    public static string Slot(int slot, string path) => FormattableString.Invariant($"{ModelDocument.TensorPrefix}slot{slot}.{path}");

    public static string Callback(int index) => FormattableString.Invariant($"{ModelDocument.TensorPrefix}callback{index}.");

    public static string Metric(int index) => FormattableString.Invariant($"{ModelDocument.TensorPrefix}metric{index}");

    /// <exception cref="ModelFileException">There is none of this name, or it is of another shape or type.</exception>
    public static Tensor Read(SafetensorsFile file, string name, Shape shape, ElementType elementType, Device device)
    {
        string expected = $"{SafetensorsTypes.Of(elementType).NameOf()} {shape}";
        var tensor = file.Find(name) ?? throw new ModelFileException(file.Path, $"the checkpoint has no tensor {ModelFileException.Quote(name)}; expected {expected}");
        if (tensor.Type != SafetensorsTypes.Of(elementType) || !tensor.Shape.SequenceEqual(shape.Select(static extent => (long)extent)))
            throw new ModelFileException(file.Path, $"the checkpoint's tensor is {tensor}; expected {expected}");
        var values = Tensor.Empty(device, elementType, shape);
        new SafetensorsElements(file, tensor).ReadTo(values, allowNonFinite: true);
        return values;
    }
}
