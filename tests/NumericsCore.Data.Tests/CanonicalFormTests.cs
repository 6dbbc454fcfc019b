using System.Security.Cryptography;
using System.Text;
using NumericsCore.Data.Names;

namespace NumericsCore.Data.Tests;

public class CanonicalFormTests
{
    /// <summary>
    /// The reference is Python 3.11's unicodedata.normalize("NFD", ...), hashed over all characters: each alone, and each between an
    /// acute accent and a dot below.
    /// </summary>
    [Fact]
    public void Every_character_has_the_decomposition_of_the_Unicode_Character_Database()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int code = 0; code <= 0x10FFFF; code++)
        {
            bool compatibilityIdeograph = code is (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
            if (compatibilityIdeograph || !Rune.TryCreate(code, out Rune rune)) continue;
            hash.AppendData(Encoding.UTF8.GetBytes(CanonicalForm.Of(rune.ToString())));
            hash.AppendData(Encoding.UTF8.GetBytes(CanonicalForm.Of($"a\u0301{rune}\u0323")));
        }
        Assert.Equal("3597fffc705a0f95d071a01555a0f6510a93d9d1bd60e1114102096606f411d8", Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void Half_a_surrogate_pair_stays() => Assert.Equal("\uD800e\u0301\uDC00", CanonicalForm.Of("\uD800\u00E9\uDC00"));
}
