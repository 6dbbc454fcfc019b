namespace NumericsCore;

/// <summary>A SHA-256 that is being computed.</summary>
internal interface ISha256 : IDisposable
{
    void Append(ReadOnlySpan<byte> data);

    /// <summary>The 32 bytes of the hash of all that was appended; nothing may follow.</summary>
    byte[] Finish();
}
