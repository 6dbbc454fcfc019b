using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NumericsCore.Tests.Serialization;

/// <summary>A random file: valid, then broken in none, one or several places of its structure or its bytes.</summary>
internal sealed class SafetensorsCase(Random random)
{
    private static readonly (string Name, int Bits)[] s_types = [("F32", 32), ("F32", 32), ("F64", 64), ("F16", 16), ("BF16", 16), ("I64", 64), ("I32", 32), ("U8", 8), ("BOOL", 8), ("F8_E4M3", 8), ("F4", 4)];

    private static readonly string[] s_numbers = ["0", "1", "-1", "2147483648", "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551614", "1e3", "1.0", "-0", "00", "\"1\"", "null", "[]", "4611686018427387904", "99999999999999999999999"];

    private static readonly string[] s_values = ["null", "true", "1", "\"x\"", "[]", "{}", "[[[[]]]]", "{\"a\":{\"a\":{}}}", "\"\\ud800\"", "\"\\u0000\""];

    /// <summary>The bytes of the file.</summary>
    public byte[] Bytes()
    {
        var entries = new List<string>();
        var data = new List<byte>();
        int tensors = random.Next(4);
        for (int i = 0; i < tensors; i++) entries.Add(Entry(Name(i), data));
        if (random.Next(3) == 0) entries.Insert(random.Next(entries.Count + 1), $"\"__metadata__\":{{{string.Join(',', Enumerable.Range(0, random.Next(3)).Select(i => $"\"k{i}\":\"v\\u00e9\""))}}}");
        int faults = random.Next(4) == 0 ? 0 : random.Next(1, 3);
        for (int i = 0; i < faults; i++) BreakEntries(entries);
        string header = "{" + string.Join(random.Next(30) == 0 ? " ,\n" : ",", entries) + "}";
        if (faults > 0 && random.Next(4) == 0) header = BreakText(header);
        header = header.PadRight(header.Length + random.Next(9));
        byte[] file = ScratchFile.Bytes(header, [.. data]);
        return faults > 0 && random.Next(4) == 0 ? BreakBytes(file) : file;
    }

    private string Name(int i) => random.Next(5) switch
    {
        0 => string.Create(CultureInfo.InvariantCulture, $"größe {i}\\n"),
        1 => string.Create(CultureInfo.InvariantCulture, $"\\u0041{i}\\\"{new string('x', random.Next(300))}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"dense_{i}.weight"),
    };

    private string Entry(string name, List<byte> data)
    {
        var (type, bits) = s_types[random.Next(s_types.Length)];
        int[] shape = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(8) == 0 ? 0 : random.Next(1, 5))];
        long size = shape.Aggregate(1L, static (count, extent) => count * extent) * bits;
        if (size % 8 != 0) (shape, size) = ([.. shape, 2], size * 2);
        byte[] bytes = new byte[size / 8];
        random.NextBytes(bytes);
        if (type == "BOOL") for (int i = 0; i < bytes.Length; i++) bytes[i] &= 1;
        string entry = string.Create(CultureInfo.InvariantCulture, $"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{data.Count},{data.Count + bytes.Length}]}}");
        data.AddRange(bytes);
        return entry;
    }

    /// <summary>One fault in the structure.</summary>
    private void BreakEntries(List<string> entries)
    {
        if (entries.Count == 0) return;
        int i = random.Next(entries.Count);
        switch (random.Next(12))
        {
            case 0: entries.Insert(random.Next(entries.Count + 1), entries[i]); break;
            case 1: entries.RemoveAt(i); break;
            case 2: entries.Reverse(); break;
            case 3: entries[i] = ReplaceNumber(entries[i], s_numbers[random.Next(s_numbers.Length)]); break;
            case 4: entries[i] = ReplaceNumber(entries[i], random.Next(40).ToString(CultureInfo.InvariantCulture)); break;
            case 5: entries[i] = entries[i][..(entries[i].IndexOf("\":", StringComparison.Ordinal) + 2)] + s_values[random.Next(s_values.Length)]; break;
            case 6: entries[i] = entries[i].Replace("\"dtype\"", ((string[])["\"dtyp\"", "\"shape\"", "\"\\u0064type\"", "\"dtype\":\"F32\",\"dtype\""])[random.Next(4)], StringComparison.Ordinal); break;
            case 7: entries[i] = entries[i].Replace("}", $",\"extra\":{s_values[random.Next(s_values.Length)]}}}", StringComparison.Ordinal); break;
            case 8: entries[i] = entries[i].Replace("F32", ((string[])["F64", "f32", "", "I32", "F8_E5M2", "COMPLEX", "\\u001b[2J", new string('F', 500)])[random.Next(8)], StringComparison.Ordinal); break;
            case 9: entries[i] = entries[i].Replace("[", new string('[', random.Next(1, 200)), StringComparison.Ordinal); break;
            case 10: entries[i] = entries[i].Replace("\"shape\":[", $"\"shape\":[{string.Concat(Enumerable.Repeat("1,", random.Next(100)))}", StringComparison.Ordinal); break;
            default: entries.Insert(i, "\"__metadata__\":" + s_values[random.Next(s_values.Length)]); break;
        }
    }

    private string ReplaceNumber(string entry, string number)
    {
        // a run of digits behind the name
        int start = random.Next(entry.Length);
        while (start < entry.Length && !char.IsAsciiDigit(entry[start])) start++;
        int end = start;
        while (end < entry.Length && char.IsAsciiDigit(entry[end])) end++;
        return entry[..start] + number + entry[end..];
    }

    private string BreakText(string header)
    {
        int at = random.Next(header.Length + 1), length = random.Next(header.Length - at + 1);
        return random.Next(5) switch
        {
            0 => header.Remove(at, length),
            1 => header.Insert(at, ((string[])["{", "}", "[", "]", ",", ":", "\"", "\\", "\0", " ", "\uFEFF", "//", "NaN", "\u001b"])[random.Next(14)]),
            2 => header + header[at..],
            3 => header[at..],
            _ => new string(' ', random.Next(3)) + header,
        };
    }

    private byte[] BreakBytes(byte[] file)
    {
        switch (random.Next(5))
        {
            case 0: return file[..random.Next(file.Length + 1)];
            case 1: return [.. file, .. new byte[random.Next(1, 20)]];
            case 2:
                BinaryPrimitives.WriteUInt64LittleEndian(file, random.Next(4) switch { 0 => (ulong)random.NextInt64(), 1 => ulong.MaxValue - (ulong)random.Next(20), 2 => 100_000_000 + (ulong)random.Next(3), _ => (ulong)random.Next(file.Length + 5) });
                return file;
            case 3:
                for (int i = random.Next(1, 4); i > 0; i--) file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
                return file;
            default:
                int at = random.Next(file.Length);
                return [.. file[..at], .. Encoding.Latin1.GetBytes("\u00ff\u00c0"), .. file[at..]];
        }
    }
}
