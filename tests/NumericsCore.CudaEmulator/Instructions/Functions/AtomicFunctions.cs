using System.Numerics;

namespace NumericsCore.CudaEmulator;

/// <summary>What an atomic access writes, of what was there and its operands.</summary>
internal interface IAtomic<T>
{
    static abstract T Apply(T old, T b, T c);
}

internal readonly struct AtomicAdd<T> : IAtomic<T> where T : INumberBase<T>
{
    public static T Apply(T old, T b, T c) => old + b;
}

internal readonly struct AtomicMin<T> : IAtomic<T> where T : INumber<T>
{
    public static T Apply(T old, T b, T c) => T.Min(old, b);
}

internal readonly struct AtomicMax<T> : IAtomic<T> where T : INumber<T>
{
    public static T Apply(T old, T b, T c) => T.Max(old, b);
}

internal readonly struct AtomicAnd<T> : IAtomic<T> where T : IBinaryInteger<T>
{
    public static T Apply(T old, T b, T c) => old & b;
}

internal readonly struct AtomicOr<T> : IAtomic<T> where T : IBinaryInteger<T>
{
    public static T Apply(T old, T b, T c) => old | b;
}

internal readonly struct AtomicXor<T> : IAtomic<T> where T : IBinaryInteger<T>
{
    public static T Apply(T old, T b, T c) => old ^ b;
}

internal readonly struct AtomicExchange<T> : IAtomic<T>
{
    public static T Apply(T old, T b, T c) => b;
}

internal readonly struct AtomicCompareAndSwap<T> : IAtomic<T> where T : IBinaryInteger<T>
{
    public static T Apply(T old, T b, T c) => old == b ? c : old;
}

/// <summary>One more, from b on 0 again.</summary>
internal readonly struct AtomicIncrement : IAtomic<uint>
{
    public static uint Apply(uint old, uint b, uint c) => old >= b ? 0 : old + 1;
}

/// <summary>One less, from 0 and from past b on b.</summary>
internal readonly struct AtomicDecrement : IAtomic<uint>
{
    public static uint Apply(uint old, uint b, uint c) => old == 0 || old > b ? b : old - 1;
}
