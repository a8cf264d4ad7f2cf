# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] tags=["slide"]
# # 07 · Cuatro pisos, un solo edificio
# **Los cuatro programas que escribiste, ¿son el mismo programa?**
#
# A mano, con autograd, con un optimizador, con un módulo: cada lección te quitó una parte del trabajo. Aquí los cuatro programas se ejecutan uno al lado del otro, y tú demuestras qué tienen en común.
#
# Al terminar podrás
# - escribir un mismo entrenamiento en cuatro pisos y demostrar con números que los cuatro recorren un solo camino (ejercicio 07-1);
# - reconocer por sus primeras filas un piso que está mal, y explicar la última diferencia que queda;
# - calcular cualquier paso sin bucle, y recuperar un inicio a partir de una tabla impresa (07-2);
# - probar un modelo nuevo con dos muestras antes de confiarle más.

# %%
import numpy as np
import torch
from torch import nn

from helpers.es import check, hint, progress
from helpers.attempt import attempt
from helpers.data import LABELS, OTHER_START, POINTS, STUDENTS_START, X, Y
from helpers.drawings import lesson_07 as draw
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes


# %% [markdown] tags=["slide"]
# ## 1. El edificio
# Un solo modelo, $\hat y = w\,x + b$, para los cuatro puntos de $y = 2x$. Un solo inicio, el de los estudiantes: $w = 0.4751$, $b = 0.5341$. Una sola tasa de aprendizaje, 0.01. La pérdida es el error cuadrático medio. Como en todas las lecciones, lo primero es comprobar su pendiente respecto de $w$.

# %%
def loss_at(w, b):
    return np.mean((w * X.astype(float) + b - Y) ** 2)


# %% [markdown] tags=["predict"]
# **Predice.** En el inicio, los productos del error por $x$ son −0.991, −5.032, −12.12 y −22.26. ¿Cuál es la pendiente respecto de $w$?
# - **(a)** −20.2
# - **(b)** −10.1
# - **(c)** −80.81

# %%
w, b = STUDENTS_START
error = w * X.astype(float) + b - Y  # (samples,)
leaf = torch.tensor(STUDENTS_START, dtype=torch.float64, requires_grad=True)
line = leaf[0] * torch.tensor(X) + leaf[1]
(line - torch.tensor(Y)).square().mean().backward()
nudge_w = central_difference(lambda w: loss_at(w, b), w)
nudge_b = central_difference(lambda b: loss_at(w, b), b)

# %%
auto_w, auto_b = leaf.grad.tolist()
compare_slopes(by_hand=np.mean(2 * error * X), nudge=nudge_w, autograd=auto_w)
compare_slopes(by_hand=np.mean(2 * error), nudge=nudge_b, autograd=auto_b)
print("half of the slope in w:", (np.mean(error * X)).round(4))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. La media de los productos es −10.1014, y el 2 del cuadrado la duplica.
#
# - **(b)** olvida el 2.
# - **(c)** suma las cuatro pendientes.
#
# Más abajo verás qué le hace cada uno de estos errores a un camino entero.
#
# </details>

# %% [markdown]
# ## 2. Un registrador
# Dos programas son el mismo si sus registros son iguales. Un **piso** es un generador: una función que se detiene en cada `yield`, entrega un valor y sigue cuando `next` le pide otro. Entrega $w$, $b$ y la pérdida *antes* de cada paso. El registrador anota las filas. El piso 1 es NumPy a mano.

# %%
def record(floor, steps=1000):
    rows = [next(floor) for _ in range(steps)]
    return np.array(rows, dtype=float)  # (steps, 3): w, b, loss


# %%
def subtract(weight, lr, slope):
    return weight - lr * slope


def by_hand(precision, gather=np.mean, move=subtract, points=(X, Y)):
    x, y = (values.astype(precision) for values in points)
    (w, b), lr = map(precision, STUDENTS_START), precision(0.01)
    while True:
        error = w * x + b - y
        yield w, b, np.mean(error**2)
        w, b = move(w, lr, gather(2 * error * x)), move(b, lr, gather(2 * error))


# %% [markdown] tags=["predict"]
# **Predice.** La pérdida de la primera fila es 13.65. ¿Qué pérdida está en la segunda fila, junto a los pesos que hay después de un paso?
# - **(a)** 6.649
# - **(b)** 13.65
# - **(c)** 9.518

# %%
for w, b, loss in record(by_hand(np.float32), steps=4):
    print(f"w {w:.4f}  b {b:.4f}  loss {loss:.4f}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. Cada fila guarda unos pesos y la pérdida *de esos pesos*.
#
# - **(a)** está a dos pasos del inicio: un piso que entrega sus valores después del paso va corrido una fila.
# - **(b)** junta los pesos nuevos con la pérdida de antes del paso, como hacía una tabla de la lección 02.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Ejercicio 07-1.** *Cuatro pisos, un camino* (nivel 5, 20 minutos). Entrena $w\,x + b$ desde el inicio de los estudiantes, 1000 pasos con lr = 0.01, cuatro veces: con NumPy; con autograd y el paso a mano; con `nn.MSELoss` y `optim.SGD`; y con un `nn.Module`. Devuelve los cuatro registros, cada uno de forma (1000, 3): w, b y la pérdida antes de cada paso.
#
# <details><summary>Pista 1</summary>En los cuatro, registra (w, b, pérdida) antes de cada paso.</details>
# <details><summary>Pista 2</summary>Escribe un piso y compara sus tres primeras filas con un cálculo en papel. Después pasa al piso siguiente.</details>
# <details><summary>Pista 3</summary>Si dos pisos se separan: ¿cuál es la primera fila que difiere en más de 1e-6, y en qué columna?</details>

# %% tags=["exercise"] exercise="07-1"
def four_floors():
    ...  # your answer


# %% tags=["check"] exercise="07-1"
check(four_floors)


# %% [markdown] tags=["slide"]
# ## 3. Tres pisos más
# En el piso 2, autograd encuentra las pendientes.

# %%
def by_autograd(dtype, points=(X, Y)):
    x, y = (torch.tensor(values, dtype=dtype) for values in points)
    weights = torch.tensor(STUDENTS_START, dtype=dtype, requires_grad=True)  # (2,)
    while True:
        loss = (weights[0] * x + weights[1] - y).square().mean()
        yield *weights.tolist(), loss.item()
        loss.backward()
        with torch.no_grad():
            weights -= 0.01 * weights.grad
        weights.grad = None


# %% [markdown]
# En el piso 3 entran `nn.MSELoss` y `optim.SGD`. En el piso 4, además, un módulo guarda los pesos. Un mismo bucle sirve para los dos pisos: pide un modelo, sus parámetros, una pérdida y los datos. `parameters_to_vector` pone todos los parámetros en una sola fila de números; `vector_to_parameters` reparte una fila así entre los parámetros.

# %%
def by_optimizer(model, parameters, loss_fn, x, y):
    optimizer = torch.optim.SGD(parameters, lr=0.01)
    while True:
        loss = loss_fn(model(x), y)
        yield *nn.utils.parameters_to_vector(parameters).tolist(), loss.item()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


# %%
def two_weights(dtype):
    x, y = torch.tensor(X, dtype=dtype), torch.tensor(Y, dtype=dtype)
    options = {"dtype": dtype, "requires_grad": True}
    w, b = (torch.tensor([value], **options) for value in STUDENTS_START)
    return by_optimizer(lambda x: w * x + b, [w, b], nn.MSELoss(), x, y)


# %%
def layer(weights, dtype):
    model = nn.Linear(len(weights) - 1, 1, dtype=dtype)
    row = torch.tensor(weights, dtype=dtype)
    nn.utils.vector_to_parameters(row, model.parameters())
    return model


def module(dtype):
    model = layer(STUDENTS_START, dtype)
    x, y = (torch.tensor(values[:, None], dtype=dtype) for values in (X, Y))
    return by_optimizer(model, list(model.parameters()), nn.MSELoss(), x, y)


# %% [markdown] tags=["predict", "slide"]
# **Predice.** En float32, a lo largo de 1000 pasos, ¿cuánto llegan a diferir los $w$ y $b$ de dos pisos cualesquiera? Lo medirá `np.ptp`: el mayor valor menos el menor.
# - **(a)** más de 0.001: las diferencias pequeñas crecen
# - **(b)** menos de 1e-6
# - **(c)** nada

# %%
floors = {"by hand": by_hand(np.float32), "autograd": by_autograd(torch.float32)}
floors |= {"SGD": two_weights(torch.float32), "module": module(torch.float32)}
records = {name: record(floor) for name, floor in floors.items()}
for name, rows in records.items():
    shown = [f"{w:.4f} {b:.4f} {loss:.6f}" for w, b, loss in rows[[1, 100, 999]]]
    print(f"{name:9}", "   ".join(shown))

# %% tags=["slide"]
stacked = np.stack(list(records.values()))  # (floors, steps, 3)
gap = np.ptp(stacked, axis=0)  # (steps, 3)
for limit in (1e-3, 1e-6):
    print(f"w and b, largest gap below {limit:g}:", gap[:, :2].max() < limit)
relative = gap[:, 2] / stacked[0, :, 2]
print("loss, largest relative gap below 1e-4:", relative.max() < 1e-4)
for i in (0, 2):
    equal = np.array_equal(stacked[i], stacked[i + 1])
    print(f"floors {i + 1} and {i + 2} agree to the last bit: {equal}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Cuatro programas, un solo camino. El límite de las pérdidas es más amplio: al final son diferencias pequeñas entre números grandes.
#
# - **(a)** valdría en un sistema caótico. Aquí cada paso encoge las diferencias anteriores.
# - **(c)** vale para los pisos 1 y 2, y para los pisos 3 y 4. Entre una pareja y la otra puede haber una separación (*gap*) en la séptima cifra; la sección 5 averigua de dónde viene.
#
# </details>

# %% [markdown]
# Que los pisos 1 y 2 coincidan hasta el último bit es un regalo de los datos: la media de cuatro muestras divide entre 4, y eso se hace sin redondeo. La lección 03 tomó tres puntos, y también cien. Con tres basta:

# %%
three = X[:3], Y[:3]
hand = record(by_hand(np.float32, points=three), steps=100)
auto = record(by_autograd(torch.float32, three), steps=100)
print("three points, to the last bit:", np.array_equal(hand, auto))
print("three points, w and b within 1e-6:", np.abs(hand - auto)[:, :2].max() < 1e-6)

# %% [markdown] tags=["slide"]
# ## 4. Cuando un piso está mal
# Una demostración vale lo que valen los errores que descubre. Suma a mano las cuatro pendientes, como hacía un programa muy copiado.

# %% [markdown] tags=["predict", "slide"]
# **Predice.** Desde 0.4751, los pisos correctos llegan en un paso a $w = 0.6771$. ¿Adónde llega el que está mal?
# - **(a)** a −0.3330
# - **(b)** a 0.6771
# - **(c)** a 1.283

# %%
wrong = record(by_hand(np.float32, gather=np.sum), steps=101)
for k in (1, 2, 10, 100):
    print(f"step {k:3}: summed {wrong[k, 0]:.4f}, right {stacked[0, k, 0]:.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**, 0.4751 más cuatro veces el movimiento correcto: el primer paso ya lo delata.
#
# - **(a)** da el paso hacia el lado contrario: cuatro veces el movimiento, y además con el signo cambiado.
# - **(b)** espera que la primera fila lo esconda.
#
# </details>

# %% [markdown] tags=["slide"]
# ¿Cómo se ve ese error a lo largo del camino?

# %% tags=["slide"]
show(draw.four_paths(records, wrong, steps=40))


# %% [markdown]
# Cuatro líneas van una dentro de otra. La discontinua llega antes y se ve *mejor*: así sobrevivió el error durante años.
#
# ### Rómpelo
# Otros tres pisos, cada uno con un fallo. Los dos primeros no dicen nada.

# %%
def without_the_two(values):
    return np.mean(values) / 2


# %%
half = record(by_hand(np.float32, gather=without_the_two), steps=2)
print(f"the 2 is missing: w {half[1, 0]:.4f} after one step")
late = stacked[0, 1:, 2]  # as if recorded after the step
print(f"recorded late: loss {late[0]:.4f} in the first row")

# %%
with attempt():
    layer(STUDENTS_START, torch.float32)(torch.tensor(X[:, None], dtype=torch.float64))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# Cada uno tiene su firma: un primer movimiento que mide la mitad, una columna corrida una fila, dos precisiones que se rechazan. NumPy habría mezclado las precisiones sin decir una palabra.
#
# </details>

# %% [markdown]
# ## 5. Un redondeo o dos
# `w - lr * slope` redondea dos veces: después del producto y después de la diferencia. Muchos procesadores tienen una sola instrucción para las dos operaciones, la **multiplicación y suma fusionadas** (*fused multiply-add*), que redondea una sola vez. `optim.SGD` la usa donde puede. Tú puedes imitarla: calcula el paso en float64 y redondea al final.

# %%
def fused(weight, lr, slope):
    return np.float32(float(weight) - float(lr) * float(slope))


# %% [markdown] tags=["predict", "slide"]
# **Predice.** Toma las 2000 actualizaciones del piso 1: mil de $w$ y mil de $b$. Repite cada una con un solo redondeo, desde el punto en que empezó. ¿Cuántas salen distintas?
# - **(a)** dos o tres
# - **(b)** cerca de la mitad
# - **(c)** casi todas

# %%
once, twice = record(by_hand(np.float32, move=fused)), stacked[0]
lr, differing = np.float32(0.01), []
for k, (w, b, _) in enumerate(twice.astype(np.float32)):
    error = w * X + b - Y
    for weight, slope in ((w, np.mean(2 * error * X)), (b, np.mean(2 * error))):
        if fused(weight, lr, slope) != subtract(weight, lr, slope):
            differing.append(k)
print("steps at which an update differs:", differing)

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**: $w$ en el paso 2 y $b$ en el paso 160. El redondeo adicional es el del *paso*. Frente al redondeo del peso es tan pequeño como lo es el paso frente al peso, y rara vez alcanza para que el peso caiga en otro número.
#
# - **(b)** toma cada redondeo por una moneda lanzada al aire.
# - **(c)** olvida que las dos cuentas redondean al número más cercano, y que casi siempre es el mismo.
#
# </details>

# %%
moves = np.abs(np.diff(twice[:, :2], axis=0)) / np.abs(twice[:-1, :2])  # (steps, 2)
print(f"all steps, each divided by its weight: {moves.sum():.4f}")
print("the gap stays below 3e-7:", np.abs(once - twice)[:, :2].max() < 3e-7)

# %%
is_one = [np.array_equal(records["SGD"], rows) for rows in (once, twice)]
print("SGD is one of the two, to the last bit:", any(is_one))
show(draw.rounding_gap(once, twice, differing))

# %% [markdown]
# Todos los pasos, cada uno como fracción de su peso, suman 4.9899. La probabilidad de que una actualización salga distinta es algo menor que su fracción, así que era de esperar que salieran unas pocas. Esa es toda la diferencia entre los pisos, y tu procesador decide si `optim.SGD` redondea una vez o dos. La separación se mantiene pequeña por dos razones. La producen unas pocas actualizaciones, no mil. Y el descenso la encoge, como encoge toda distancia a la meta.

# %% [markdown]
# ## 6. ¿Con qué aritmética calcularon?
# Los estudiantes imprimieron la pérdida con ocho decimales en el paso 1 y, desde ahí, una vez cada cien pasos. Las últimas cifras dicen poco de la pérdida. Pero tal vez digan qué programa se ejecutó.

# %%
printed = "13.65275669 0.08163604 0.04481722 0.02460414 0.01350738".split()
printed += "0.00741537 0.00407095 0.00223491 0.00122694 0.00067358".split()

# %% [markdown] tags=["predict", "slide"]
# **Predice.** ¿Cuál de tus dos pisos imprime las diez pérdidas de los estudiantes?
# - **(a)** el de un redondeo
# - **(b)** el de dos redondeos
# - **(c)** los dos: ocho decimales no los distinguen

# %%
for name, rows in (("one rounding", once), ("two roundings", twice)):
    ours = [f"{loss:.8f}" for loss in rows[::100, 2]]
    equal = sum(mine == theirs for mine, theirs in zip(ours, printed, strict=True))
    print(f"{name:13} {ours[2]} {ours[3]}, equal in {equal} of 10 rows")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Coinciden las diez filas, cifra por cifra: el programa de los estudiantes redondeaba dos veces. Con un redondeo coinciden seis filas. Tienes suerte de que aquí las cifras lo digan: desde muchos otros inicios, las dos aritméticas imprimen una misma tabla.
#
# - **(a)** es lo que hacen hoy muchos procesadores, no lo que hizo el de ellos.
# - **(c)** olvida que un float32 tiene unas siete cifras, y que los estudiantes las imprimieron todas.
#
# </details>

# %% [markdown]
# ## 7. Pon a prueba la explicación
# Si la causa es el redondeo, un número más fino tiene que encoger la separación entre los pisos. Ejecuta los cuatro en float64.

# %% [markdown] tags=["predict"]
# **Predice.** ¿Cuánto llega a medir en float64 la separación en $w$ y en $b$?
# - **(a)** menos de 1e-12
# - **(b)** cerca de 1.3e-07, la mitad que antes
# - **(c)** cerca de 2.5e-07, lo mismo que antes

# %%
doubles = [by_hand(np.float64), by_autograd(torch.float64)]
doubles += [two_weights(torch.float64), module(torch.float64)]
exact = np.stack([record(floor, steps=600) for floor in doubles])  # (floors, steps, 3)

# %%
gap = np.ptp(exact, axis=0).max(axis=0)  # (3,)
for limit in (2.5e-07, 1.3e-07, 1e-12):
    apart = f"w, b and loss of {len(exact)} floors apart by less than {limit:g}"
    print(f"{apart}:", (gap < limit).tolist())

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. Un float64 tiene nueve cifras más, y la separación baja con ellas.
#
# - **(b)** cree que el doble de bits deja la mitad de la separación. Pero cada bit más ya la reduce a la mitad.
# - **(c)** es lo que quedaría si la causa no fuera el redondeo.
#
# Una explicación que pasa una prueba en la que podía fallar merece conservarse.
#
# </details>

# %% [markdown] tags=["slide"]
# ## 8. Un quinto piso
# La pérdida es un tazón con dos curvaturas. A lo largo de cada dirección, la distancia a la meta se encoge con su propio factor, $1 - \mathrm{lr} \cdot \lambda$. Por eso el paso $k$ tiene una fórmula y no necesita bucle.

# %%
A = np.column_stack([X, np.ones(4)]).astype(float)  # (samples, 2)
curvatures, directions = np.linalg.eigh(2 * A.T @ A / 4)
directions *= np.sign(directions[0])  # a library may point either way: w grows in both
goal, factors = np.array([2, 0]), 1 - 0.01 * curvatures
shares = directions.T @ (np.array(STUDENTS_START) - goal)  # of the distance at first

# %%
told = {"curvatures": curvatures, "factors": factors, "shares": shares}
for name, values in told.items():
    print(f"{name:10} slow {values[0]:.4f}, fast {values[1]:.4f}")


# %% [markdown] tags=["predict", "slide"]
# **Predice.** ¿Después de cuántos pasos queda menos de una milésima de la parte *rápida* (*fast share*)?
# - **(a)** 6
# - **(b)** 38
# - **(c)** 2304

# %%
def step(k):
    return goal + (shares * factors**k) @ directions.T


every = step(np.arange(600)[:, None])  # (steps, 2)
needed = np.ceil(np.log(1e-3) / np.log(factors))
print(f"steps to a thousandth: slow {needed[0]:.0f}, fast {needed[1]:.0f}")
for k in (1, 10, 100, 1000):
    w, b = step(k)
    print(f"step {k:4}: w {w:.4f}  b {b:.4f}  f(5) {5 * w + b:.4f}")
missed = np.abs(exact[:, :, :2] - every).max()
print("from all four floors by less than 1e-12:", missed < 1e-12)

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Después de mil pasos, f(5) todavía no llega a 10. Hace mucho que no queda nada de la parte rápida; la lenta, −0.9967 al inicio, pierde tres milésimas por paso.
#
# - **(a)** es 1 / (1 − 0.833): para entonces todavía queda cerca de un tercio.
# - **(c)** es el número de la parte lenta.
#
# El quinto piso no dio ningún paso, y está donde están los demás.
#
# </details>

# %% [markdown]
# ## 9. Cambia una pieza
# Ahora este bucle tiene que aprender un sí o no, con otra pérdida. Dale lo de la lección 06: tres puntos y `BCEWithLogitsLoss`.

# %% [markdown] tags=["predict"]
# **Predice.** Desde $W = (-0.443, -0.4)$, $b = -0.1976$, los tres logits valen cerca de −1.4, −3.1 y −4.8, para las etiquetas 1, 0, 1. ¿Cuál es la primera pérdida?
# - **(a)** 1.130
# - **(b)** 16.51
# - **(c)** 2.172

# %%
for loss_fn in (nn.BCEWithLogitsLoss(), nn.MSELoss()):
    neuron = layer((-0.443, -0.4, -0.1976), torch.float32)
    data = torch.tensor(POINTS), torch.tensor(LABELS)
    floor = by_optimizer(neuron, list(neuron.parameters()), loss_fn, *data)
    print(type(loss_fn).__name__)
    for epoch, row in enumerate(record(floor, steps=5), start=1):
        print(f"Epoch {epoch}, Loss: {row[-1]:.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. Dos etiquetas son 1 y tienen logits muy por debajo de 0: cada una cuesta más o menos lo que mide su logit sin el signo menos. Las cinco pérdidas son las de la lección 06, y el bucle no cambió en nada.
#
# - **(a)** invierte las etiquetas: paga por el 0 como si fuera un 1.
# - **(b)** sale si dejas puesta la pérdida anterior. También baja, pero hacia otra meta.
#
# </details>

# %% [markdown] tags=["slide"]
# ## 10. Leer una tabla hacia atrás
# La forma cerrada sirve en los dos sentidos. En ella la pérdida es $\frac12 \sum \lambda\, c^2 r^{2k}$, con las partes $c$, las curvaturas $\lambda$ y los factores $r$. Toma las pérdidas de la otra ejecución de los estudiantes.

# %% [markdown] tags=["predict", "slide"]
# **Predice.** Una tabla te da las pérdidas en los pasos 0 y 100. ¿Cuántos inicios encajan con las dos?
# - **(a)** cuatro
# - **(b)** dos
# - **(c)** uno

# %%
other = directions.T @ (np.array(OTHER_START) - goal)
for i in (1, -1):
    for j in (1, -1):
        turned = other * (i, j)  # the shares with other signs
        w, b = goal + directions @ turned
        early, later = [curvatures @ (turned * factors**k) ** 2 / 2 for k in (0, 100)]
        losses = f"losses {early:.4f} {later:.6f}"
        print(f"w {w:7.4f}  b {b:7.4f}  {losses}  f(5) {5 * w + b:6.3f}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. La pérdida eleva las partes al cuadrado, y así se pierden sus signos. La predicción $f(5)$ de antes de entrenar los conserva: es distinta en los cuatro inicios.
#
# - **(b)** cambia un signo, o los dos a la vez.
# - **(c)** cuenta ecuaciones: dos pérdidas para dos incógnitas. Lo que fijan son dos tamaños.
#
# En el paso 100 ya no queda nada de la parte rápida, y la pérdida es solo la de la lenta.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Ejercicio 07-2.** *Análisis forense* (nivel 5, 20 minutos). Con solo una tabla impresa, averigua dónde empezó la ejecución. `table["loss"]` guarda las pérdidas que se imprimieron en `table["epoch"]` = 1, 101, 201, ... (antes del paso de esa época), y `table["f5"]` es la predicción f(5) antes de entrenar. Los mismos puntos, lr = 0.01. Devuelve w0 y b0.
#
# <details><summary>Pista 1</summary>Después de 100 pasos ya no queda nada de la parte rápida. ¿Qué dice entonces la pérdida sobre la lenta?</details>
# <details><summary>Pista 2</summary>Cuando ya conoces la parte lenta, ¿cuánto de la primera pérdida viene de la rápida?</details>
# <details><summary>Pista 3</summary>Las pérdidas dejan cuatro inicios. ¿Qué más está impreso?</details>

# %% tags=["exercise"] exercise="07-2"
def recover(table):
    ...  # your answer


# %% tags=["check"] exercise="07-2"
check(recover)

# %% [markdown]
# ## 11. El inicio de los estudiantes
# Su tabla dice f(5) = 2.910 antes de entrenar, una pérdida de 13.65275669 en la primera fila y una de 0.08163604 cien pasos después.

# %% [markdown] tags=["predict"]
# **Predice.** ¿Con cuánta precisión fijan el inicio estos tres números?
# - **(a)** con ocho decimales, como están impresas las pérdidas
# - **(b)** con unos cinco
# - **(c)** con tres, como está impreso f(5)

# %%
slow = np.sqrt(2 * 0.08163604 / curvatures[0]) / factors[0] ** 100
fast = np.sqrt((2 * 13.65275669 - curvatures[0] * slow**2) / curvatures[1])
corners = [goal + directions @ [i * slow, j * fast] for i in (1, -1) for j in (1, -1)]
starts = np.array(corners)  # (4, 2)
print(f"slow share ±{slow:.5f}, fast share ±{fast:.5f}")
for w, b in starts:
    print(f"w {w:6.3f}  b {b:6.3f}  f(5) {5 * w + b:.3f}")
miss = np.abs(starts[3] - STUDENTS_START).max()
print("the last is theirs to 1e-5:", miss < 1e-5, " to 1e-7:", miss < 1e-7)

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Solo el último de los cuatro tiene f(5) = 2.910, y se aparta del inicio de los estudiantes en una o dos millonésimas.
#
# - **(a)** confía en el octavo decimal de un float32, que es ruido.
# - **(c)** toma f(5) por una medición. Solo sirve para elegir uno de los cuatro.
#
# </details>

# %% [markdown]
# ¿Por qué están los cuatro en esos lugares?

# %%
show(draw.four_starts(starts, STUDENTS_START, directions, prediction=2.910))

# %% [markdown]
# Son un solo inicio y sus reflejos en las dos direcciones del valle: las esquinas del rectángulo punteado. La línea discontinua, una sola predicción impresa, pasa por una de ellas.
#
# ## 12. La semilla que nadie anotó
# Los estudiantes no fijaron ninguna semilla. Pero todo proceso tiene una, y para buscarla bastó un inicio conocido con cinco decimales. Después de `torch.manual_seed(2202555456)`, sus dos inicios están entre las siete primeras capas.

# %%
_ = torch.manual_seed(2202555456)
for number in range(1, 8):
    model = nn.Linear(1, 1)
    start = model.weight.item(), model.bias.item()
    runs = {STUDENTS_START: "the students' run", OTHER_START: "their other run"}
    print(f"{number}: w {start[0]:7.4f}  b {start[1]:7.4f}  {runs.get(start, '')}")

# %% [markdown] tags=["predict"]
# **Predice.** Fija otra vez esa semilla y, antes de crear nada, descarta 12 números aleatorios, `torch.rand(12)`. ¿Qué capa creas entonces?
# - **(a)** una que no es ninguna de las siete
# - **(b)** la primera
# - **(c)** la séptima

# %%
_ = torch.manual_seed(2202555456)
thrown_away = torch.rand(12)
model = nn.Linear(1, 1)
start = model.weight.item(), model.bias.item()
print("the students' start:", start == STUDENTS_START)


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. Una capa con un peso y un sesgo gasta dos números; seis capas gastan doce. Lo que cuenta es la semilla *y* todo lo que se sorteó desde entonces.
#
# - **(a)** cuenta un número por capa, y llega a la decimotercera.
# - **(b)** supone que las capas y `rand` sacan sus números de dos fuentes distintas.
#
# «Sin semilla» quiere decir que nadie anotó la semilla.
#
# </details>

# %% [markdown]
# ## 13. Antes de tu próximo modelo
# Tu próximo modelo no tendrá al lado ninguna fórmula. Queda una comprobación que cuesta un segundo: ¿puede el modelo aprender de memoria dos muestras? Un modelo sano, con más de dos pesos, lleva esa pérdida a 0.

# %%
def two_samples(targets, steps=200):
    _ = torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    for _ in range(steps):
        loss = (model(torch.tensor([[1.0], [3.0]])) - targets).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


# %% [markdown] tags=["predict"]
# **Predice.** Los valores objetivo son 1 y 4. Alguien los pasa con la forma `(2,)`, y las predicciones tienen la forma `(2, 1)`. ¿Dónde termina la pérdida?
# - **(a)** cerca de 0: los dos valores objetivo están ahí
# - **(b)** en 2.25
# - **(c)** en ninguna parte: esas formas no se aceptan

# %%
for targets in (torch.tensor([[1.0], [4.0]]), torch.tensor([1.0, 4.0])):
    loss = two_samples(targets)
    shape = tuple(targets.shape)
    print(f"targets {shape}: loss below 1e-8: {loss < 1e-8}, rounded {loss:.3f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Cada predicción se compara con los dos valores objetivo. Lo mejor que puede hacer es dar la media de los dos, 2.5, y fallar cada vez por 1.5. El cuadrado de eso es 2.25.
#
# - **(a)** vale para la forma correcta.
# - **(c)** sería más amable. Las formas (2, 1) y (2,) se difunden (*broadcast*) a (2, 2).
#
# Con un conjunto de datos grande, una pérdida que se detiene en la dispersión de los valores objetivo parece un problema difícil. Con dos muestras es un fallo del programa.
#
# </details>

# %% [markdown] tags=["slide"]
# ## Lo que ya puedes decir
# **Los cuatro programas, ¿son el mismo?** Sí: hasta 1e-6 en float32, hasta 1e-12 en float64. Son un solo descenso, y en cada piso tú escribes menos.
#
# Lo que falta: modelos con más de una capa. El bucle queda como está, y ya sabes cómo comprobarlo.

# %%
progress()
