using System.Globalization;
using System.Runtime.InteropServices;
using DataType = NumericsCore.Onnx.Schema.TensorProto.Types.DataType;

namespace NumericsCore.Onnx.Import;

/// <summary>A tensor of the file, or what constant operators make of one; read only when a layer takes it.</summary>
/// <param name="name">What messages call it.</param>
/// <param name="dims">Its shape.</param>
/// <param name="type">Its element type.</param>
/// <param name="read">Its elements: float[] (also of float16 and bfloat16), double[], or long[] of integers and truth values.</param>
internal sealed class Constant(string name, int[] dims, DataType type, Func<Array> read)
{
    // one for all that take it, so that weights that several layers share stay shared
    private Constant? _transposed;
    private Tensor? _shared;

    public string Name { get; } = name;

    public int[] Dims { get; } = dims;

    public DataType Type { get; } = type;

    public long Count { get; } = dims.Aggregate(1L, static (product, extent) => product * extent);

    /// <summary>How many operators made it of a tensor of the file, each of which reads the one before anew.</summary>
    public int Conversions { get; private init; }

    /// <summary>The elements where they lie in the file as float32 or float64, so that no array is made on their way to a tensor; null where they are stored otherwise or were changed.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; init; }

    public bool IsFloating => Type is DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16;

    public bool IsInteger => Type is DataType.Int64 or DataType.Int32;

    /// <summary>Bytes of the elements in memory.</summary>
    public long ByteCount => Count * (Type == DataType.Double || IsInteger ? 8 : 4);

    /// <summary>The number, where it is one alone; null for others.</summary>
    public double? Number => Count == 1 ? Convert.ToDouble(read().GetValue(0), CultureInfo.InvariantCulture) : null;

    public Array Read() => read();

    public long[] ReadIntegers() => (long[])read();

    public Constant Reshaped(int[] shape) => shape.SequenceEqual(Dims) ? this : new(Name, shape, Type, read) { Conversions = Conversions, Bytes = Bytes };

    /// <summary>The same elements in another floating type; those of float16 and bfloat16 are float32 here.</summary>
    public Constant Cast(DataType to) => to == Type ? this : (Type == DataType.Double, to == DataType.Double) switch
    {
        (true, false) => Made(Dims, to, () => Array.ConvertAll((double[])read(), static value => (float)value)),
        (false, true) => Made(Dims, to, () => Array.ConvertAll((float[])read(), static value => (double)value)),
        _ => new(Name, Dims, to, read) { Conversions = Conversions, Bytes = Bytes },
    };

    /// <summary>A matrix with its axes exchanged.</summary>
    public Constant Transposed() => _transposed ??= Transpose();

    private Constant Transpose()
    {
        int rows = Dims[0], columns = Dims[1];
        return Made([columns, rows], Type, () => read() switch
        {
            float[] values => Transpose(values, rows, columns),
            double[] values => Transpose(values, rows, columns),
            var other => throw new InvalidOperationException($"{other.GetType().Name} has no floating elements."),
        });
    }

    /// <summary>All elements times a number.</summary>
    public Constant Times(double factor) => factor == 1 ? this : Made(Dims, Type, () => read() switch
    {
        float[] values => Array.ConvertAll(values, value => value * (float)factor),
        double[] values => Array.ConvertAll(values, value => value * factor),
        var other => throw new InvalidOperationException($"{other.GetType().Name} has no floating elements."),
    });

    /// <summary>One element, or a row, repeated to a vector.</summary>
    public Constant Repeated(int length) => Count == length ? Reshaped([length]) : Made([length], Type, () =>
    {
        var one = read();
        var repeated = Array.CreateInstance(one.GetType().GetElementType()!, length);
        for (int i = 0; i < length; i++) Array.Copy(one, 0, repeated, i, 1);
        return repeated;
    });

    public Tensor ToTensor(Shape shape, Device device)
    {
        if (Bytes is { Span: var bytes })
            return Type == DataType.Double ? Tensor.From(MemoryMarshal.Cast<byte, double>(bytes), shape, device) : Tensor.From(MemoryMarshal.Cast<byte, float>(bytes), shape, device);
        return Read() switch
        {
            float[] values => Tensor.From(values, shape, device),
            double[] values => Tensor.From(values, shape, device),
            var other => throw new InvalidOperationException($"{other.GetType().Name} has no floating elements."),
        };
    }

    /// <summary>A tensor for all layers that take the constant.</summary>
    public Tensor Shared(Device device)
    {
        lock (read)
        {
            return _shared is { } made && made.Device == device ? made : _shared = ToTensor([.. Dims], device);
        }
    }

    private Constant Made(int[] shape, DataType type, Func<Array> made) => new(Name, shape, type, made) { Conversions = Conversions + 1 };

    private static T[] Transpose<T>(T[] values, int rows, int columns)
    {
        var turned = new T[values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++) turned[column * rows + row] = values[row * columns + column];
        }

        return turned;
    }
}
