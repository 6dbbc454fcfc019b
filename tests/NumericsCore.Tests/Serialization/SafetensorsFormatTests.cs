using System.Diagnostics;

namespace NumericsCore.Tests.Serialization;

/// <summary>The rules of the format: the cases of its reference implementation, and more of their kinds.</summary>
public sealed class SafetensorsFormatTests : IDisposable
{
    private const string Test22 = """{"test":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}}""";

    private readonly ScratchFile _scratch = new();

    [Fact]
    public void A_tensor_is_listed_and_read()
    {
        using var file = _scratch.Open(Test22, 16);
        var tensor = Assert.Single(file.Tensors);
        Assert.Equal(("test", SafetensorsType.I32, 16L, 4L), (tensor.Name, tensor.Type, tensor.ByteLength, tensor.ElementCount));
        Assert.Equal([2, 2], tensor.Shape);
        Assert.Equal("'test' I32 [2, 2]", tensor.ToString());
        Assert.Equal(new float[4], file.Read("test", ElementType.Float32).ToArray<float>());
        Assert.Same(tensor, file.Find("test"));
        Assert.Null(file.Find("Test"));
        Assert.Throws<KeyNotFoundException>(() => file.Read("Test"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{}      ")]
    [InlineData("{}\r \t\n")]
    [InlineData("{ \"__metadata__\" : {} }")]
    public void No_tensors_and_white_space_behind_are_allowed(string header)
    {
        using var file = _scratch.Open(header);
        Assert.Empty(file.Tensors);
        Assert.Empty(file.Metadata);
    }

    [Theory]
    [InlineData("[]", 4, 1)]
    [InlineData("[2,0]", 0, 0)]
    [InlineData("[0]", 0, 0)]
    [InlineData("[1,1,1]", 4, 1)]
    public void Scalars_and_empty_tensors_are_allowed(string shape, int bytes, int count)
    {
        using var file = _scratch.Open("{\"test\":{\"dtype\":\"I32\",\"shape\":" + shape + ",\"data_offsets\":[0, " + bytes + "]}}", bytes);
        Assert.Equal(count, file.Tensors[0].ElementCount);
        Assert.Equal(count, file.Read("test", ElementType.Float64).ElementCount);
    }

    [Fact]
    public void Tensors_may_stand_in_any_order_and_empty_ones_anywhere()
    {
        using var file = _scratch.Open("""{"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]},"e":{"dtype":"F32","shape":[0],"data_offsets":[1,1]},"a":{"data_offsets":[0,1],"extra":{"x":[1,{}]},"shape":[1],"dtype":"U8"},"f":{"dtype":"F32","shape":[3,0],"data_offsets":[3,3]}}""", 3);
        Assert.Equal(["a", "e", "b", "f"], file.Tensors.Select(static tensor => tensor.Name));
    }

    [Fact]
    public void Metadata_and_names_are_any_text()
    {
        using var file = _scratch.Open("""{"__metadata__":{"format":"pt","\u00e9\n":"\ud83d\ude00 \"quoted\""},"größe 模型":{"dtype":"BOOL","shape":[],"data_offsets":[0,1]}}""", 1);
        Assert.Equal([new("format", "pt"), new("é\n", "😀 \"quoted\"")], file.Metadata);
        Assert.Equal("größe 模型", file.Tensors[0].Name);
    }

    public static TheoryData<string, int, string> BrokenHeaders => new()
    {
        { "", 0, "does not begin with {" },
        { "{", 0, "not JSON" },
        { "[]", 0, "does not begin with {" },
        { "\t\n{}\r ", 0, "does not begin with {" },
        { "\uFEFF{}", 0, "does not begin with {" },
        { "{}\0", 0, "not JSON" },
        { "{}{}", 0, "not JSON" },
        { "{/* */}", 0, "not JSON" },
        { "{\"a\":1,}", 0, "tensor 'a' is a number; expected an object" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1],}}", 1, "not JSON" },
        { "{\"a\":null}", 0, "tensor 'a' is null; expected an object" },
        { "{\"a\":{}}", 0, "tensor 'a' has no dtype" },
        { "{\"a\":{\"dtype\":\"U8\"}}", 0, "tensor 'a' has no shape" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[]}}", 0, "tensor 'a' has no data_offsets" },
        { "{\"a\":{\"dtype\":\"u8\",\"shape\":[],\"data_offsets\":[0,1]}}", 1, "dtype is 'u8'; expected one of BOOL" },
        { "{\"a\":{\"dtype\":8,\"shape\":[],\"data_offsets\":[0,1]}}", 1, "dtype is a number; expected a string" },
        { "{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}", 1, "has dtype twice" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"shape\":[],\"data_offsets\":[0,1]}}", 1, "has shape twice" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1],\"data_offsets\":[0,1]}}", 1, "has data_offsets twice" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":{},\"data_offsets\":[0,1]}}", 1, "shape is an object; expected an array" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[-1],\"data_offsets\":[0,1]}}", 1, "has -1 among its numbers" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[1.0],\"data_offsets\":[0,1]}}", 1, "has 1.0 among its numbers" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[1e0],\"data_offsets\":[0,1]}}", 1, "has 1e0 among its numbers" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[\"1\"],\"data_offsets\":[0,1]}}", 1, "has a string among its numbers" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[[1]],\"data_offsets\":[0,1]}}", 1, "has an array among its numbers" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0]}}", 1, "has 1 numbers; expected 2" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1,2]}}", 1, "has more than 2 numbers" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,0]}}", 1, "end before they begin" },
        { "{\"test\":{\"dtype\":\"I32\",\"shape\":[2,2],\"data_offsets\":[0, 4]}}", 4, "are 4 bytes, but I32 of shape [2, 2] takes 16" },
        { "{\"test\":{\"dtype\":\"I32\",\"shape\":[2,18446744073709551614],\"data_offsets\":[0,16]}}", 16, "has 18446744073709551614 among its numbers" },
        { "{\"test\":{\"dtype\":\"I32\",\"shape\":[2,9223372036854775807],\"data_offsets\":[0,16]}}", 16, "2^63 bits or more" },
        { "{\"test\":{\"dtype\":\"F64\",\"shape\":[1152921504606846976],\"data_offsets\":[0,16]}}", 16, "2^63 bits or more" },
        { "{\"test\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,2]}}", 2, "ends within a byte" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}", 2, "has tensor 'a' twice" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"\\u0061\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}", 2, "has tensor 'a' twice" },
        { "{\"__metadata__\":{},\"__metadata__\":{}}", 0, "has __metadata__ twice" },
        { "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", 0, "'a' stands there twice" },
        { "{\"__metadata__\":{\"a\":1}}", 0, "'a' is a number; expected a string" },
        { "{\"__metadata__\":[]}", 0, "__metadata__ is an array; expected an object" },
        { "{\"__metadata__\":{\"a\":\"\\ud800\"}}", 0, "no Unicode" },
        { "{\"\\udc00\":{}}", 0, "no Unicode" },
        { "{\"a\u001b[31m\":1}", 0, "not JSON" },
        { "{\"a\\u001b[31m\":1}", 0, @"tensor 'a\u001B[31m' is a number" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1, "overlaps with what ends at 1" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}", 3, "overlaps with what ends at 2" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[2,3]}}", 3, "a gap from 1 on is left" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}", 2, "a gap from 0 on is left" },
        { "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[5,5]}}", 0, "a gap from 0 on is left" },
        { Test22, 50, "34 bytes follow the last tensor; expected none" },
        { Test22, 14, "the tensors take 16 bytes, and 14 follow the header" },
        { "{}", 1, "1 bytes follow the last tensor" },
    };

    [Theory]
    [MemberData(nameof(BrokenHeaders))]
    public void A_header_that_breaks_a_rule_is_refused(string header, int dataLength, string problem) =>
        _scratch.Refuses(ScratchFile.Bytes(header, new byte[dataLength]), problem);

    [Fact]
    public void Lengths_that_cannot_be_are_refused()
    {
        _scratch.Refuses([], "the file has 0 bytes");
        _scratch.Refuses(new byte[7], "the file has 7 bytes");
        _scratch.Refuses(new byte[8], "does not begin with {");
        _scratch.Refuses([60, 0, 0, 0, 0, 0, 0, 0], "the header has 60 bytes, and 0 follow");
        _scratch.Refuses(ScratchFile.Bytes(Test22, new byte[16], 100_000_000), "the header has 100000000 bytes, and 76 follow");
        _scratch.Refuses(ScratchFile.Bytes(Test22, new byte[16], 100_000_001), "the header has 100000001 bytes; expected at most 100000000");
        _scratch.Refuses(ScratchFile.Bytes("{}"u8.ToArray(), [], ulong.MaxValue), "the header has 18446744073709551615 bytes; expected at most");
        _scratch.Refuses(ScratchFile.Bytes("{}"u8.ToArray(), [], 60UL | 0xffffffUL << 40), "expected at most");
        _scratch.Refuses([1, 0, 0, 0, 0, 0, 0, 0, 0xff], "the header is not UTF-8");
        _scratch.Refuses(ScratchFile.Bytes([.. "{\""u8, 0xc0, 0x80, .. "\":1}"u8], [], 8), "the header is not UTF-8");
    }

    [Fact]
    public void Depth_and_counts_are_bounded()
    {
        string deep = "{\"a\":{\"x\":" + new string('[', 100_000) + new string(']', 100_000) + "}}";
        _scratch.Refuses(ScratchFile.Bytes(deep, []), "of at most 64 levels");
        _scratch.Refuses(ScratchFile.Bytes("{\"a\":{\"dtype\":\"U8\",\"shape\":[" + string.Join(',', Enumerable.Repeat("1", 1_000_000)) + "],\"data_offsets\":[0,1]}}", [0]), "has more than 64 numbers");
        _scratch.Refuses(ScratchFile.Bytes("{" + string.Join(',', Enumerable.Range(0, 100_001).Select(static i => $"\"{i}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}")) + "}", []), "more than 100000 tensors");
        _scratch.Refuses(ScratchFile.Bytes("{\"__metadata__\":{" + string.Join(',', Enumerable.Range(0, 100_001).Select(static i => $"\"{i}\":\"\"")) + "}}", []), "more than 100000 entries");
        _scratch.Refuses(ScratchFile.Bytes($"{{\"{new string('n', 65_536)}\":1}}", []), "has 65536 bytes; expected at most 65535");
        _scratch.Refuses(ScratchFile.Bytes($"{{\"{new string('n', 65_535)}\":1}}", []), "n…' is a number");
    }

    [Fact]
    public void Reading_a_hostile_header_takes_memory_by_the_file_s_size_and_a_constant()
    {
        byte[] file = ScratchFile.Bytes("{\"__metadata__\":{" + string.Join(',', Enumerable.Range(0, 100_000).Select(static i => $"\"{i}\":\"\"")) + "}," + string.Join(',', Enumerable.Range(0, 100_000).Select(static i => $"\"{i}\":{{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}")) + "}", []);
        File.WriteAllBytes(_scratch.Path, file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using var opened = SafetensorsFile.Open(_scratch.Path);
        Assert.Equal(100_000, opened.Tensors.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, file.Length + (64 << 20));
    }

    [Fact]
    public async Task What_is_no_file_is_refused_at_once()
    {
        Assert.EndsWith("there is no such file", Assert.Throws<ModelFileException>(() => SafetensorsFile.Open(_scratch["none"])).Message, StringComparison.Ordinal);
        Assert.EndsWith("there is no such file", Assert.Throws<ModelFileException>(() => SafetensorsFile.Open(_scratch["no/file"])).Message, StringComparison.Ordinal);
        Assert.EndsWith("it is a folder; expected a file", Assert.Throws<ModelFileException>(() => SafetensorsFile.Open(_scratch[""])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Open(""));
        if (!OperatingSystem.IsLinux()) return;
        using (var make = Process.Start("mkfifo", _scratch["pipe"])) await make.WaitForExitAsync();
        Assert.EndsWith("it is a pipe or a device; expected a file", Assert.Throws<ModelFileException>(() => SafetensorsFile.Open(_scratch["pipe"])).Message, StringComparison.Ordinal);
        Assert.EndsWith("it is a pipe or a device; expected a file", Assert.Throws<ModelFileException>(() => SafetensorsFile.Open("/dev/zero")).Message, StringComparison.Ordinal);
        // a file whose length the system gives as 0
        Assert.Throws<ModelFileException>(() => SafetensorsFile.Open("/proc/self/status"));
    }

    [Fact]
    public void A_file_that_is_cut_off_while_it_is_open_is_refused()
    {
        byte[] bytes = ScratchFile.Bytes(Test22, new byte[16]);
        using var file = _scratch.Open(bytes);
        File.WriteAllBytes(_scratch["cut"], bytes[..^3]);
        using (var stream = new FileStream(_scratch.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) stream.SetLength(bytes.Length - 3);
        Assert.Contains("the file ended at byte", Assert.Throws<ModelFileException>(() => file.Read("test", ElementType.Float32)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();
}
