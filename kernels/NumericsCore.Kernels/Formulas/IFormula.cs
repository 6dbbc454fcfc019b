namespace NumericsCore.Kernels;

/// <summary>An elementwise function of one argument, written once for every lane.</summary>
public interface IUnaryFormula
{
    /// <summary>f(x).</summary>
    TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>;
}

/// <summary>An elementwise function of two arguments.</summary>
public interface IBinaryFormula
{
    /// <summary>f(a, b).</summary>
    TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane>;
}

/// <summary>An elementwise function of three arguments.</summary>
public interface ITernaryFormula
{
    /// <summary>f(a, b, c).</summary>
    TLane Apply<TLane>(TLane a, TLane b, TLane c) where TLane : struct, ILane<TLane>;
}

/// <summary>An elementwise function of four arguments.</summary>
public interface IQuaternaryFormula
{
    /// <summary>f(a, b, c, d).</summary>
    TLane Apply<TLane>(TLane a, TLane b, TLane c, TLane d) where TLane : struct, ILane<TLane>;
}
