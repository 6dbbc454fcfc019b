namespace NumericsCore.Kernels;

/// <summary>What happens to an element of a matrix product before it is stored.</summary>
public interface IEpilogue
{
    /// <summary>Whether the bias is read; otherwise it may be empty.</summary>
    static abstract bool UsesBias { get; }

    /// <summary>The element stored, from the accumulated product and the bias of its column.</summary>
    TLane Apply<TLane>(TLane product, TLane bias) where TLane : struct, ILane<TLane>;
}

/// <summary>Stores the product as it is.</summary>
public readonly struct NoEpilogue : IEpilogue
{
    /// <inheritdoc/>
    public static bool UsesBias => false;

    /// <inheritdoc/>
    public TLane Apply<TLane>(TLane product, TLane bias) where TLane : struct, ILane<TLane> => product;
}

/// <summary>Applies a formula to the product.</summary>
/// <typeparam name="TFormula">The activation.</typeparam>
/// <param name="formula">The formula, with its values.</param>
public readonly struct Then<TFormula>(TFormula formula) : IEpilogue where TFormula : IUnaryFormula
{
    /// <inheritdoc/>
    public static bool UsesBias => false;

    /// <inheritdoc/>
    public TLane Apply<TLane>(TLane product, TLane bias) where TLane : struct, ILane<TLane> => formula.Apply(product);
}

/// <summary>Adds the bias of the column, then applies a formula.</summary>
/// <typeparam name="TFormula">The activation; <see cref="Identity"/> for none.</typeparam>
/// <param name="formula">The formula, with its values.</param>
public readonly struct BiasThen<TFormula>(TFormula formula) : IEpilogue where TFormula : IUnaryFormula
{
    /// <inheritdoc/>
    public static bool UsesBias => true;

    /// <inheritdoc/>
    public TLane Apply<TLane>(TLane product, TLane bias) where TLane : struct, ILane<TLane> => formula.Apply(product + bias);
}
