using System.Reflection;
using NumericsCore.Kernels;

namespace NumericsCore.Measurement;

/// <summary>The kernels of formulas that are not the library's: one for the formula, and one for the gradient of each argument; of an update rule one for the step.</summary>
internal static class FormulaKernels
{
    private static readonly (Type Interface, MethodInfo Kernels)[] s_kinds =
    [
        (typeof(IUnaryOperation), Method(nameof(Unary))),
        (typeof(IBinaryOperation), Method(nameof(Binary))),
        (typeof(ITernaryOperation), Method(nameof(Ternary))),
        (typeof(IReductionOperation), Method(nameof(Reduction))),
        (typeof(IUpdateRule), Method(nameof(Update))),
    ];

    /// <summary>What a struct implements to be measured.</summary>
    public static IEnumerable<Type> Interfaces => s_kinds.Select(static kind => kind.Interface);

    /// <summary>Whether a type is a formula.</summary>
    public static bool IsFormula(Type type) => type is { IsValueType: true, IsByRefLike: false, ContainsGenericParameters: false } && Interfaces.Any(kind => kind.IsAssignableFrom(type));

    /// <summary>Its kernels, for all that it is a formula of.</summary>
    /// <param name="formula">The type; its values are those of its parameterless constructor, or 0.</param>
    /// <param name="name">What the kernels are called; the gradients have more behind it.</param>
    /// <param name="owner">Whose formula it is.</param>
    /// <exception cref="FormulaAssemblyException">The struct holds a reference, or its constructor throws.</exception>
    public static IEnumerable<BenchKernel> Of(Type formula, string name, string owner) =>
        from kind in s_kinds
        where kind.Interface.IsAssignableFrom(formula)
        from kernel in ((string Part, Func<Device, KernelSize, long, PreparedKernel> Prepare)[])kind.Kernels.MakeGenericMethod(formula).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [name], null)!
        select new BenchKernel(name + kernel.Part, SizeForm.Count, Bound.Copy, Sweep.Counts, Sweep.QuickCounts, kernel.Prepare) { Peer = owner };

    private static (string, Func<Device, KernelSize, long, PreparedKernel>)[] Unary<TOperation>(string name) where TOperation : struct, IUnaryOperation
    {
        var operation = Create<TOperation>(name);
        var domains = DomainsOf(name, static () => [TOperation.Domain]);
        FormulaCall forward = (backend, x, y) => backend.Map<TOperation, float>(x[0], y, operation);
        return
        [
            ("", FormulaArrays.Forward(name, domains, forward)),
            (".Pullback", FormulaArrays.Backward(name, domains, forward, (backend, x, dx) =>
            {
                if (TOperation.PullsZeroBack) Zip(backend, x, dx, new Pullback<TOperation>(operation));
                else Zip(backend, x, dx, new GuardedPullback<TOperation>(operation));
            })),
        ];
    }

    private static (string, Func<Device, KernelSize, long, PreparedKernel>)[] Binary<TOperation>(string name) where TOperation : struct, IBinaryOperation
    {
        var operation = Create<TOperation>(name);
        var domains = DomainsOf(name, static () => [TOperation.LeftDomain, TOperation.RightDomain]);
        FormulaCall forward = (backend, x, y) => backend.Zip(Row(x[0]), Row(x[1]), y, 1, y.Length, operation);
        return
        [
            ("", FormulaArrays.Forward(name, domains, forward)),
            (".PullbackLeft", FormulaArrays.Backward(name, domains, forward, (backend, x, dx) =>
            {
                if (TOperation.PullsZeroBack) ZipFour(backend, x, dx, new PullbackLeft<TOperation>(operation));
                else ZipFour(backend, x, dx, new GuardedPullbackLeft<TOperation>(operation));
            })),
            (".PullbackRight", FormulaArrays.Backward(name, domains, forward, (backend, x, dx) =>
            {
                if (TOperation.PullsZeroBack) ZipFour(backend, x, dx, new PullbackRight<TOperation>(operation));
                else ZipFour(backend, x, dx, new GuardedPullbackRight<TOperation>(operation));
            })),
        ];
    }

    private static (string, Func<Device, KernelSize, long, PreparedKernel>)[] Ternary<TOperation>(string name) where TOperation : struct, ITernaryOperation
    {
        var operation = Create<TOperation>(name);
        var domains = DomainsOf(name, static () => [TOperation.FirstDomain, TOperation.SecondDomain, TOperation.ThirdDomain]);
        // the pullbacks read no result
        Domain[] withGradient = [.. domains, FormulaArrays.Gradient];
        return
        [
            ("", FormulaArrays.Forward(name, domains, (backend, x, y) => Zip(backend, x, y, operation))),
            (".PullbackFirst", FormulaArrays.Forward(name, withGradient, (backend, x, dx) => ZipFour(backend, x, dx, new TernaryPullbacks.First<TOperation>(operation)))),
            (".PullbackSecond", FormulaArrays.Forward(name, withGradient, (backend, x, dx) => ZipFour(backend, x, dx, new TernaryPullbacks.Second<TOperation>(operation)))),
            (".PullbackThird", FormulaArrays.Forward(name, withGradient, (backend, x, dx) => ZipFour(backend, x, dx, new TernaryPullbacks.Third<TOperation>(operation)))),
        ];
    }

    private static (string, Func<Device, KernelSize, long, PreparedKernel>)[] Reduction<TReduction>(string name) where TReduction : struct, IReductionOperation =>
        [("", FormulaArrays.Reduction(name, static (backend, x, y) => backend.Reduce<Identity, TReduction, float>(x[0], y, 1, x[0].Length, 1, 1)))];

    private static (string, Func<Device, KernelSize, long, PreparedKernel>)[] Update<TRule>(string name) where TRule : struct, IUpdateRule
    {
        var rule = Create<TRule>(name);
        // what holds no reference is unmanaged, which the compiler cannot see here
        return (ValueTuple<string, Func<Device, KernelSize, long, PreparedKernel>>[])Method(nameof(UpdateOf)).MakeGenericMethod(typeof(TRule)).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [name, rule], null)!;
    }

    private static (string, Func<Device, KernelSize, long, PreparedKernel>)[] UpdateOf<TRule>(string name, TRule rule) where TRule : unmanaged, IUpdateRule
    {
        Authored(name, () =>
        {
            RuleSlots<TRule>.Require(rule);
            return true;
        });
        return [("", (device, size, rotatedBytes) => Guarded(name, UpdateKernels.Prepare(device, size, rotatedBytes, UpdateKernels.Undecayed(rule), flops: null)))];
    }

    private static PreparedKernel Guarded(string name, PreparedKernel kernel) => new(kernel)
    {
        Run = i =>
        {
            try
            {
                kernel.Run(i);
            }
            catch (Exception exception) when (FormulaException.IsOfAuthor(exception))
            {
                throw new FormulaException(name, exception);
            }
        },
        Outputs = kernel.Outputs,
        Bytes = kernel.Bytes,
    };

    private static void Zip<TFormula>(Backend backend, ReadOnlySpan<Slice<float>> x, Slice<float> y, TFormula formula) where TFormula : struct, ITernaryFormula =>
        backend.Zip(Row(x[0]), Row(x[1]), Row(x[2]), y, 1, y.Length, formula);

    private static void ZipFour<TFormula>(Backend backend, ReadOnlySpan<Slice<float>> x, Slice<float> y, TFormula formula) where TFormula : struct, IQuaternaryFormula =>
        backend.Zip(Row(x[0]), Row(x[1]), Row(x[2]), Row(x[3]), y, 1, y.Length, formula);

    private static Operand<float> Row(Slice<float> slice) => new(slice, slice.Length, 1);

    private static TOperation Create<TOperation>(string name) where TOperation : struct
    {
        try
        {
            FormulaName.RequireValues<TOperation>("");
        }
        catch (ArgumentException e)
        {
            throw new FormulaAssemblyException($"cannot be measured: {e.Message.TrimEnd('.')}", e);
        }

        return Authored(name, Activator.CreateInstance<TOperation>);
    }

    private static Domain[] DomainsOf(string name, Func<Domain[]> read)
    {
        var domains = Authored(name, read);
        // the comparison is false for NaN
        var wrong = domains.Where(static domain => !(domain.Low <= domain.High && double.IsFinite(domain.Low) && double.IsFinite(domain.High))).ToList();
        return wrong.Count == 0 ? domains : throw new FormulaAssemblyException($"holds {name}, whose arguments cannot be sampled from {wrong[0]}; expected finite numbers, the lower one first");
    }

    private static T Authored<T>(string name, Func<T> code)
    {
        try
        {
            return code();
        }
        catch (Exception exception)
        {
            throw new FormulaAssemblyException($"holds {name}, which throws {FormulaException.Describe(exception)}", exception);
        }
    }

    private static MethodInfo Method(string name) => typeof(FormulaKernels).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;
}
