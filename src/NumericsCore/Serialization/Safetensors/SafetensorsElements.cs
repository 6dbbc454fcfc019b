using System.Numerics;
using System.Runtime.InteropServices;

namespace NumericsCore;

/// <summary>Reads a tensor's elements to a device, in pieces: what is float32 or float64 already comes straight to its place in the CPU's memory.</summary>
internal sealed class SafetensorsElements(SafetensorsFile file, SafetensorsTensor tensor)
{
    // a piece stays in the cache while it is looked at
    private const int PieceElements = 1 << 17;

    private string Place => $"tensor {ModelFileException.Quote(tensor.Name)}";

    /// <summary>Overwrites the elements of a tensor of the same shape.</summary>
    /// <param name="destination">Where they go, converted to its type.</param>
    /// <param name="allowNonFinite">Whether NaN and infinite elements are taken as they are.</param>
    /// <exception cref="ModelFileException">The type is not read, an element is not allowed or beyond float32, or the file has changed; some elements may have been overwritten.</exception>
    public void ReadTo(Tensor destination, bool allowNonFinite)
    {
        if (!tensor.Type.IsReadable()) throw new ModelFileException(file.Path, $"{Place} is {tensor.Type.NameOf()}, which is not read; convert it to F32 where the file was made");
        if (destination.ElementType == ElementType.Float32) ReadTo<float>(destination, allowNonFinite);
        else ReadTo<double>(destination, allowNonFinite);
    }

    private void ReadTo<T>(Tensor destination, bool allowNonFinite) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int elementBytes = tensor.Type.BitsOf() / 8;
        bool isSame = tensor.Type == SafetensorsTypes.Of(destination.ElementType);
        int piece = (int)Math.Min(PieceElements, destination.ElementCount);
        byte[] bytes = isSame ? [] : new byte[piece * elementBytes];
        T[] buffer = destination.IsInHostMemory ? [] : new T[piece];
        for (long start = 0; start < destination.ElementCount; start += piece)
        {
            int count = (int)Math.Min(piece, destination.ElementCount - start);
            long offset = tensor.Begin + start * elementBytes;
            var values = destination.IsInHostMemory ? destination.HostElements<T>(start, count) : buffer.AsSpan(0, count);
            if (isSame)
            {
                file.ReadData(offset, MemoryMarshal.AsBytes(values));
            }
            else
            {
                file.ReadData(offset, bytes.AsSpan(0, count * elementBytes));
                Convert(bytes.AsSpan(0, count * elementBytes), values, start);
            }

            if (!allowNonFinite) RequireFinite<T>(values, start);
            if (!destination.IsInHostMemory) destination.UploadElements<T>(values, start);
        }

        GC.KeepAlive(destination);
    }

    private void Convert<T>(ReadOnlySpan<byte> bytes, Span<T> values, long start) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (tensor.Type)
        {
            case SafetensorsType.Bool: ConvertBooleans(bytes, values, start); break;
            case SafetensorsType.U8: Convert<byte, T>(bytes, values); break;
            case SafetensorsType.I8: Convert<sbyte, T>(bytes, values); break;
            case SafetensorsType.U16: Convert<ushort, T>(bytes, values); break;
            case SafetensorsType.I16: Convert<short, T>(bytes, values); break;
            case SafetensorsType.U32: Convert<uint, T>(bytes, values); break;
            case SafetensorsType.I32: Convert<int, T>(bytes, values); break;
            case SafetensorsType.U64: Convert<ulong, T>(bytes, values); break;
            case SafetensorsType.I64: Convert<long, T>(bytes, values); break;
            case SafetensorsType.F16: Convert<Half, T>(bytes, values); break;
            case SafetensorsType.BF16: ConvertBFloat16(bytes, values); break;
            case SafetensorsType.F32: Convert<float, T>(bytes, values); break;
            case SafetensorsType.F64: Narrow(bytes, values, start); break;
            default: throw new NotSupportedException(tensor.Type.NameOf());
        }
    }

    private static void Convert<TSource, T>(ReadOnlySpan<byte> bytes, Span<T> values)
        where TSource : unmanaged, INumberBase<TSource> where T : unmanaged, INumberBase<T>
    {
        var source = MemoryMarshal.Cast<byte, TSource>(bytes);
        for (int i = 0; i < values.Length; i++) values[i] = T.CreateTruncating(source[i]);
    }

    private static void ConvertBFloat16<T>(ReadOnlySpan<byte> bytes, Span<T> values) where T : unmanaged, INumberBase<T>
    {
        var source = MemoryMarshal.Cast<byte, ushort>(bytes);
        for (int i = 0; i < values.Length; i++) values[i] = T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)source[i] << 16));
    }

    private void ConvertBooleans<T>(ReadOnlySpan<byte> bytes, Span<T> values, long start) where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (bytes[i] > 1) throw new ModelFileException(file.Path, $"{Place} is BOOL; the byte of element {At(start + i)} is {bytes[i]}; expected 0 or 1");
            values[i] = bytes[i] == 1 ? T.One : T.Zero;
        }
    }

    private void Narrow<T>(ReadOnlySpan<byte> bytes, Span<T> values, long start) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = MemoryMarshal.Cast<byte, double>(bytes);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating(source[i]);
            if (T.IsInfinity(values[i]) && double.IsFinite(source[i]))
                throw new ModelFileException(file.Path, FormattableString.Invariant($"{Place}: element {At(start + i)} is {source[i]}, which is beyond float32"));
        }
    }

    private void RequireFinite<T>(ReadOnlySpan<T> values, long start) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int wrong = FirstNonFinite(values);
        if (wrong >= 0)
            throw new ModelFileException(file.Path, FormattableString.Invariant($"{Place}: element {At(start + wrong)} is {values[wrong]}; weights are finite, unless allowNonFinite says otherwise"));
    }

    private static int FirstNonFinite<T>(ReadOnlySpan<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        // 0·x is 0 exactly where x is finite
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
            if (!Vector.EqualsAll(new Vector<T>(values[i..]) * Vector<T>.Zero, Vector<T>.Zero)) break;
        for (; i < values.Length; i++)
            if (!T.IsFinite(values[i])) return i;
        return -1;
    }

    /// <summary>The index of an element, one number for each axis.</summary>
    private string At(long element)
    {
        var index = new long[tensor.Shape.Count];
        for (int axis = index.Length - 1; axis >= 0; axis--) (element, index[axis]) = Math.DivRem(element, tensor.Shape[axis]);
        return $"[{string.Join(", ", index)}]";
    }
}
