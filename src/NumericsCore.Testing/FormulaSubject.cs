using NumericsCore.Kernels;

namespace NumericsCore.Testing;

/// <summary>A formula under test, whatever its number of arguments.</summary>
internal abstract class FormulaSubject
{
    private static readonly (Type Interface, Type Subject)[] s_kinds =
    [
        (typeof(IUnaryOperation), typeof(UnarySubject<>)),
        (typeof(IBinaryOperation), typeof(BinarySubject<>)),
        (typeof(ITernaryOperation), typeof(TernarySubject<>)),
    ];

    /// <summary>The C# name of its type.</summary>
    public abstract string Name { get; }

    /// <summary>Where each argument is sampled.</summary>
    public abstract Domain[] Domains { get; }

    public abstract double ToleranceUlps { get; }

    /// <summary>The operation on tensors, one an argument.</summary>
    public abstract Tensor Apply(IReadOnlyList<Tensor> x);

    /// <summary>Its reference in float64.</summary>
    public abstract double Reference(IReadOnlyList<double> x);

    /// <summary>One for each number of arguments that the struct is a formula of.</summary>
    /// <exception cref="ArgumentException">It is a formula of none.</exception>
    public static FormulaSubject[] Of<TOperation>(TOperation operation, string name) where TOperation : struct
    {
        var kinds = s_kinds.Where(static kind => kind.Interface.IsAssignableFrom(typeof(TOperation))).ToArray();
        if (kinds.Length == 0)
            throw new ArgumentException($"{typeof(TOperation).Name} is no formula: it implements none of {string.Join(", ", s_kinds.Select(static kind => kind.Interface.Name))}.", name);
        return [.. kinds.Select(kind => (FormulaSubject)Activator.CreateInstance(kind.Subject.MakeGenericType(typeof(TOperation)), operation)!)];
    }

    private abstract class Subject<TOperation> : FormulaSubject where TOperation : struct
    {
        public override string Name => FormulaName<TOperation>.Value;
    }

    private sealed class UnarySubject<TOperation>(TOperation operation) : Subject<TOperation> where TOperation : struct, IUnaryOperation
    {
        public override Domain[] Domains => [TOperation.Domain];

        public override double ToleranceUlps => TOperation.ToleranceUlps;

        public override Tensor Apply(IReadOnlyList<Tensor> x) => x[0].Apply(operation);

        public override double Reference(IReadOnlyList<double> x) => operation.Reference(x[0]);
    }

    private sealed class BinarySubject<TOperation>(TOperation operation) : Subject<TOperation> where TOperation : struct, IBinaryOperation
    {
        public override Domain[] Domains => [TOperation.LeftDomain, TOperation.RightDomain];

        public override double ToleranceUlps => TOperation.ToleranceUlps;

        public override Tensor Apply(IReadOnlyList<Tensor> x) => Tensor.Apply(x[0], x[1], operation);

        public override double Reference(IReadOnlyList<double> x) => operation.Reference(x[0], x[1]);
    }

    private sealed class TernarySubject<TOperation>(TOperation operation) : Subject<TOperation> where TOperation : struct, ITernaryOperation
    {
        public override Domain[] Domains => [TOperation.FirstDomain, TOperation.SecondDomain, TOperation.ThirdDomain];

        public override double ToleranceUlps => TOperation.ToleranceUlps;

        public override Tensor Apply(IReadOnlyList<Tensor> x) => Tensor.Apply(x[0], x[1], x[2], operation);

        public override double Reference(IReadOnlyList<double> x) => operation.Reference(x[0], x[1], x[2]);
    }
}
