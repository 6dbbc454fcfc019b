using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;

namespace NumericsCore.Tests.Serialization;

/// <summary>The library's own SHA-256, beside the standard's vectors and .NET's.</summary>
public sealed class Sha256Tests
{
    // FIPS 180-4's examples, published by NIST with the standard
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    [InlineData(
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1")]
    public void The_standards_examples_have_its_hashes(string text, string hash) => Assert.Equal(hash, Sha256.Hex(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void A_million_times_a_has_the_standards_hash() =>
        Assert.Equal("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", Sha256.Hex(Encoding.ASCII.GetBytes(new string('a', 1_000_000))));

    [Property]
    public void Bytes_in_any_parts_have_the_hash_that_dotnet_gives(byte[][] parts)
    {
        using var hash = Sha256.Begin(0);
        foreach (byte[] part in parts) hash.Append(part);
        Assert.Equal(SHA256.HashData(parts.SelectMany(static part => part).ToArray()), hash.Finish());
    }

    [Fact]
    public void Every_length_around_a_block_has_the_hash_that_dotnet_gives()
    {
        for (int length = 0; length <= 3 * 64; length++)
        {
            byte[] data = [.. Enumerable.Range(0, length).Select(static i => (byte)(i * 37))];
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(data)), Sha256.Hex(data));
        }
    }

    [Fact]
    public void Much_data_has_the_same_hash_by_system_and_by_managed_code()
    {
        var data = new byte[Sha256.WorthTheSystems + 1];
        new Random(0).NextBytes(data);
        using var managed = new ManagedSha256();
        managed.Append(data);
        string hash = Convert.ToHexStringLower(managed.Finish());
        Assert.Equal(hash, Sha256.Hex(data));
        using var stream = new MemoryStream(data);
        Assert.Equal(hash, Sha256.Hex(stream));
    }
}
