using System.Buffers.Binary;
using Parquet.Meta;

namespace NumericsCore.Columnar;

/// <summary>Checks that the metadata of a Parquet file ends where it should, and that the pages are where it says, before anything is read by it.</summary>
internal static class ParquetLayout
{
    private const int FooterEnd = 8;
    private const int UsualHeader = 1 << 12;

    /// <summary>The fields of a page's header: its size as it is stored, the values of a page of data, and those of one of the second version.</summary>
    private static readonly (int, int) s_size = (0, 3), s_values = (5, 1), s_valuesOfSecond = (8, 1);

    /// <summary>Checks the footer.</summary>
    /// <exception cref="InvalidDataException">It does not end within its bytes.</exception>
    public static void CheckFooter(Stream file)
    {
        if (file.Length < 3 * sizeof(uint)) throw new InvalidDataException("it has no footer");
        byte[] end = Read(file, file.Length - FooterEnd, FooterEnd);
        int length = BinaryPrimitives.ReadInt32LittleEndian(end);
        if (!end.AsSpan(sizeof(int)).SequenceEqual("PAR1"u8)) throw new InvalidDataException("its last bytes are not PAR1");
        if (length < 0 || length > file.Length - FooterEnd) throw new InvalidDataException(FormattableString.Invariant($"the footer has {length} bytes of {file.Length}"));
        if (ThriftStruct.Walk(Read(file, file.Length - FooterEnd - length, length), out _) is null) throw new InvalidDataException("the footer does not end");
    }

    /// <summary>Checks the pages of a column in a group of rows.</summary>
    /// <exception cref="InvalidDataException">They are not where the metadata says, or have other numbers of values.</exception>
    public static void CheckPages(Stream file, ColumnMetaData column)
    {
        long at = column.DictionaryPageOffset is { } dictionary and > 0 ? Math.Min(dictionary, column.DataPageOffset) : column.DataPageOffset;
        long values = 0;
        // as readers do, whatever the size in the metadata: old writers have it too small
        while (values < column.NumValues)
        {
            var (length, header) = Header(file, at);
            long size = header.GetValueOrDefault(s_size, -1);
            long found = header.GetValueOrDefault(s_values, header.GetValueOrDefault(s_valuesOfSecond));
            if (size < 0 || size > file.Length - at - length || found < 0) throw new InvalidDataException(FormattableString.Invariant($"the page at byte {at} has {size} bytes and {found} values"));
            at += length + size;
            values += found;
        }

        if (values != column.NumValues) throw new InvalidDataException(FormattableString.Invariant($"a column has {values} values in its pages, and {column.NumValues} by the metadata"));
    }

    private static (int Length, IReadOnlyDictionary<(int Parent, int Field), long> Integers) Header(Stream file, long at)
    {
        if (at < 0 || at >= file.Length) throw new InvalidDataException(FormattableString.Invariant($"a page is said to be at byte {at} of {file.Length}"));
        long left = file.Length - at;
        for (long size = Math.Min(UsualHeader, left); ; size = Math.Min(16 * size, left))
        {
            if (ThriftStruct.Walk(Read(file, at, (int)Math.Min(size, Array.MaxLength)), out var integers) is { } length) return (length, integers);
            if (size == left || size > Array.MaxLength) throw new InvalidDataException(FormattableString.Invariant($"the header of the page at byte {at} does not end"));
        }
    }

    private static byte[] Read(Stream file, long at, int count)
    {
        var bytes = new byte[count];
        file.Position = at;
        file.ReadExactly(bytes);
        return bytes;
    }
}
