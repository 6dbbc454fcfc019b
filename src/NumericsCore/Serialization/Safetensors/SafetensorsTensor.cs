namespace NumericsCore;

/// <summary>What a safetensors file says of a tensor.</summary>
public sealed class SafetensorsTensor
{
    private readonly long[] _shape;

    internal SafetensorsTensor(string name, SafetensorsType type, long[] shape, long begin, long end)
    {
        Name = name;
        Type = type;
        _shape = shape;
        Begin = begin;
        End = end;
    }

    /// <summary>The name, which no other tensor of the file has.</summary>
    public string Name { get; }

    /// <summary>The type of the elements.</summary>
    public SafetensorsType Type { get; }

    /// <summary>The extents, outermost first; none for a scalar. They may be beyond those of a <see cref="Tensor"/>.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>The number of elements.</summary>
    public long ElementCount => _shape.Aggregate(1L, static (count, extent) => count * extent);

    /// <summary>The size in the file.</summary>
    public long ByteLength => End - Begin;

    /// <summary>The first byte, counted from the end of the header.</summary>
    internal long Begin { get; }

    /// <summary>The byte behind the last.</summary>
    internal long End { get; }

    /// <summary>The name, type and shape: 'dense_1.weight' F32 [30, 128].</summary>
    public override string ToString() => $"{ModelFileException.Quote(Name)} {Type.NameOf()} {ShapeText}";

    internal string ShapeText => $"[{string.Join(", ", _shape)}]";
}
