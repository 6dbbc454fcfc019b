namespace NumericsCore.Kernels;

/// <summary>
/// One or several unsigned 32-bit words that a formula treats as one, as <see cref="ILane{TSelf}"/> does for numbers. Every
/// member is exact modulo 2^32, so that a formula gives the same words in every lane.
/// </summary>
/// <typeparam name="TSelf">The lane itself.</typeparam>
public interface IUInt32Lane<TSelf> where TSelf : struct, IUInt32Lane<TSelf>
{
    /// <summary>A lane with <paramref name="value"/> in every element.</summary>
    static abstract TSelf Of(uint value);

    /// <summary>The sum modulo 2^32.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>The bitwise exclusive or of three words: one instruction where a device has it.</summary>
    static abstract TSelf Xor(TSelf a, TSelf b, TSelf c);

    /// <summary>The upper 32 bits of the 64-bit product.</summary>
    static abstract TSelf MultiplyHigh(TSelf a, TSelf b);

    /// <summary>The lower 32 bits of the 64-bit product.</summary>
    static abstract TSelf MultiplyLow(TSelf a, TSelf b);
}
